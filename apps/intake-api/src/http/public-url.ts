import { type DynamicModule, Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '@adcp-orchestrator/platform';
import { URL_OF } from '../tokens';

/** The exact URL to which a request was sent. Signatures of webhooks cover it. */
export type UrlOf = (request: FastifyRequest) => string;

/** Behind a proxy, only `PUBLIC_URL` says by which name we are called. No header of a request is believed. */
function publicUrlOf({ publicUrl }: Config): UrlOf {
  return (request) => (publicUrl ?? `${request.protocol}://${request.host}`) + request.url;
}

@Module({})
export class PublicUrlModule {
  /** @param urlOf replaces the real one in tests */
  static forRoot(config: Config, urlOf: UrlOf = publicUrlOf(config)): DynamicModule {
    return {
      module: PublicUrlModule,
      global: true,
      providers: [{ provide: URL_OF, useValue: urlOf }],
      exports: [URL_OF],
    };
  }
}
