import { type ExecutionContext, SetMetadata, createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal, Rank } from '@adcp-orchestrator/access';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who makes the request; null on public routes. */
    principal: Principal | null;
  }
}

export const ROLE_METADATA = 'adcp:role';
/** Marks routes that need no key. A forgotten role is thus an error, and never an open door. */
export const PUBLIC = 'public';
export type RequiredRole = Rank | typeof PUBLIC;

/** The route needs a key of this rank, or of a higher one. `docs/access.md` has a line for each route under `/v1`. */
export const RequiresRole = (role: Rank): MethodDecorator => SetMetadata(ROLE_METADATA, role);
/** The route needs no key. */
export const Public = (): MethodDecorator => SetMetadata(ROLE_METADATA, PUBLIC);

/** Gives the handler the principal of the request. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (principal === null) throw new Error('a public route asked for the principal');
  return principal;
});
