import { DataSource } from 'typeorm';
import { migrations } from './migrations';
import { DeliveryAttemptEntity, DeliveryEntity, EventEntity, SubscriptionEntity } from './notification';
import { FormerTaskEntity, MediaBuyEntity, OperationEntity, TimelineEntity } from './operation';
import { SellerEntity } from './seller';
import { RateLimitEntity, SellerCallWindowEntity, SellerHealthEntity } from './seller-health';
import { SellerOrphanEntity } from './seller-orphan';
import { ApiKeyEntity, TenantEntity } from './tenancy';
import { WebhookClaimEntity } from './webhook-claim';
import { WebhookNonceEntity } from './webhook-nonce';

export const entities = [
  TenantEntity,
  ApiKeyEntity,
  SellerEntity,
  OperationEntity,
  FormerTaskEntity,
  SellerOrphanEntity,
  SellerHealthEntity,
  SellerCallWindowEntity,
  RateLimitEntity,
  TimelineEntity,
  MediaBuyEntity,
  EventEntity,
  SubscriptionEntity,
  DeliveryEntity,
  DeliveryAttemptEntity,
  WebhookClaimEntity,
  WebhookNonceEntity,
];

/**
 * The schema's owner: migrations and the few queries that are not hot. Not connected yet.
 * @param url a Postgres connection string
 * @param poolSize connections that it may hold
 */
export function createDataSource(url: string, poolSize = 2): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    connectTimeoutMS: 5_000,
    applicationName: 'adcp-orchestrator-schema',
  });
}
