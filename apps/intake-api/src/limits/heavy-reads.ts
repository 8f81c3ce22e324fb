import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
  UseInterceptors,
  applyDecorators,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { type Observable, from, lastValueFrom } from 'rxjs';
import { RequestProblemError } from '../problems/problem';
import { NoPlaceError, TenantPlaces } from './tenant-places';

/** Connections of this process that such reads hold: of 20, so that hand-overs and everything small find one. */
const OF_TENANT = 4;
const OF_ALL = 9;
const WAITING = 100;
const WAIT_MS = 5_000;
const METADATA = 'adcp:heavy-read';

/** The bulkhead around reads that may take seconds. */
@Injectable()
export class HeavyReads {
  private readonly places = new TenantPlaces({ ofTenant: OF_TENANT, all: OF_ALL, waiting: WAITING, waitMs: WAIT_MS });

  /** @throws RequestProblemError `too-many-reads`, or `unavailable` when others read */
  async run<T>(tenantId: string, read: () => Promise<T>, connections = 1): Promise<T> {
    try {
      return await this.places.run(tenantId, read, connections);
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error;
      const headers = { 'retry-after': '2' };
      if (error.whose === 'all') {
        throw new RequestProblemError('unavailable', 'Others read much here right now. Try again.', { headers });
      }
      throw new RequestProblemError(
        'too-many-reads',
        `Lists, counts, figures and pages of this tenant hold ${OF_TENANT} connections here already, and this one has waited; ask for fewer at once, or narrow them.`,
        { headers },
      );
    }
  }
}

/** Puts a route with `@HeavyRead` behind the bulkhead. */
@Injectable()
class HeavyReadInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly reads: HeavyReads,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const connections = this.reflector.get<number>(METADATA, context.getHandler());
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (principal === null) return next.handle();
    return from(this.reads.run(principal.tenantId, () => lastValueFrom(next.handle()), connections));
  }
}

/**
 * The route reads what may take seconds: a tenant's other such reads wait for it, and nobody else's work does. Only these
 * routes get the interceptor: Nest takes 100 µs to call even one that does nothing.
 * @param connections how many it holds at once
 */
export const HeavyRead = (connections = 1): MethodDecorator =>
  applyDecorators(SetMetadata(METADATA, connections), UseInterceptors(HeavyReadInterceptor));
