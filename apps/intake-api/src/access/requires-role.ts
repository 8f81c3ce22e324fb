import { type ExecutionContext, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal, Role } from '@adcp-orchestrator/access';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request; null on public routes. */
    principal: Principal | null;
  }
}

export const ROLE_METADATA = 'adcp:role';
/** Marks routes that need no key. A forgotten role is thus an error, and never an open door. */
export const PUBLIC = 'public';
export type RequiredRole = Role | typeof PUBLIC;

/** The route needs a key of this role, or of a higher one. */
export const RequiresRole = (role: Role): MethodDecorator => SetMetadata(ROLE_METADATA, role);
/** The route needs no key. */
export const Public = (): MethodDecorator => SetMetadata(ROLE_METADATA, PUBLIC);

/** Gives the handler the principal of the request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal === null) throw new Error('a public route asked for the principal');
  return principal;
});
