import { type DynamicModule, Module } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '@adcp-orchestrator/platform';
import { URL_OF } from '../tokens';

/** The exact URL to which a request was sent. Signatures of webhooks cover it. */
export type UrlOf = (request: FastifyRequest) => string;

/**
 * Behind a proxy, only the configuration says by which name we are called. No header of a request is believed: it can only choose
 * between the two addresses that we have. A URL that begins with `PUBLIC_URL`, given to a seller before `WEBHOOK_URL` was
 * set, goes on to be verified.
 */
export function publicUrlOf({ publicUrl, webhookUrl }: Pick<Config, 'publicUrl' | 'webhookUrl'>): UrlOf {
  const publicHost = publicUrl === null ? null : new URL(publicUrl).host;
  return (request) => {
    const base = request.host === publicHost ? publicUrl : webhookUrl;
    return (base ?? `${request.protocol}://${request.host}`) + request.url;
  };
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
