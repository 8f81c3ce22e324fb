import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Authenticator, assertRole } from './authenticator';
import { PUBLIC, ROLE_METADATA, type RequiredRole } from './requires-role';

/** Stands before every route. A route that declares no role lets nobody pass. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.get<RequiredRole | undefined>(ROLE_METADATA, context.getHandler());
    if (needed === undefined) throw new Error(`the route ${context.getHandler().name} declares no role`);
    if (needed === PUBLIC) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // `registerAuthentication` has usually found the principal. This covers a route where it does not look.
    request.principal ??= await this.authenticator.identify(request);
    assertRole(request.principal, needed);
    return true;
  }
}
