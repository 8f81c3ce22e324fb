import { createHash } from 'node:crypto';
import { describeRedisUrl } from '../redis';
import type { ConfigWithoutSecrets } from './config';

/**
 * The configuration as it may be printed: without passwords, keys and the queries of URLs.
 * @returns plain data for the log line at start
 */
export function describeConfig(config: ConfigWithoutSecrets): Record<string, unknown> {
  const {
    databaseUrl,
    directDatabaseUrl,
    redisUrl,
    bootstrapApiKey,
    credentialsKey,
    previousCredentialsKeys,
    ...rest
  } = config;
  const { tracing, publicUrl, webhookUrl, egressProxyUrl, mail, oidc, ...plain } = rest;
  return {
    ...plain,
    // The names differ from those of the secrets, because the logger blanks a field that is named like a secret.
    database: withoutSecrets(databaseUrl),
    directDatabase: withoutSecrets(directDatabaseUrl),
    redis: redisUrl === null ? null : describeRedisUrl(redisUrl),
    publicUrl: publicUrl === null ? null : withoutSecrets(publicUrl),
    webhookUrl: webhookUrl === null ? null : withoutSecrets(webhookUrl),
    egressProxyUrl: egressProxyUrl === null ? null : withoutSecrets(egressProxyUrl),
    mail: mail === null ? null : { server: withoutSecrets(mail.smtpUrl), from: mail.from },
    oidc: oidc === null ? null : { ...oidc, issuer: withoutSecrets(oidc.issuer), clientSecret: 'given' },
    tracing: tracing === null ? null : { ...tracing, endpoint: withoutSecrets(tracing.endpoint) },
    bootstrapKey: bootstrapApiKey === null ? 'not given' : 'given',
    credentialsKeyId: credentialsKey === null ? 'not given' : keyIdOf(credentialsKey),
    previousCredentialsKeyIds: previousCredentialsKeys.map(keyIdOf),
  };
}

/** The first 8 hex digits of the key's SHA-256. They name the key and reveal nothing of it. */
export function keyIdOf(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function withoutSecrets(text: string): string {
  const url = new URL(text);
  const user = url.username === '' ? '' : `${url.username}@`;
  return `${url.protocol}//${user}${url.host}${url.pathname}`;
}
