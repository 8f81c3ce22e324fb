import { DataSource } from 'typeorm';
import { CreateLedger1700000000000 } from './migrations/1700000000000-create-ledger';
import { LightenHotRows1700000001000 } from './migrations/1700000001000-lighten-hot-rows';
import { KeepShortValuesInTheRow1700000002000 } from './migrations/1700000002000-keep-short-values-in-the-row';
import { CountARunOfAttempts1700000003000 } from './migrations/1700000003000-count-a-run-of-attempts';
import { FindAFreedPoNumber1700000004000 } from './migrations/1700000004000-find-a-freed-po-number';
import { KeepTheSpanOfADeadline1700000005000 } from './migrations/1700000005000-keep-the-span-of-a-deadline';
import { KeepTheKeyOfAFormerTask1700000006000 } from './migrations/1700000006000-keep-the-key-of-a-former-task';
import { FindAFreedBuyerRef1700000007000 } from './migrations/1700000007000-find-a-freed-buyer-ref';
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
    migrations: [
      CreateLedger1700000000000,
      LightenHotRows1700000001000,
      KeepShortValuesInTheRow1700000002000,
      CountARunOfAttempts1700000003000,
      FindAFreedPoNumber1700000004000,
      KeepTheSpanOfADeadline1700000005000,
      KeepTheKeyOfAFormerTask1700000006000,
      FindAFreedBuyerRef1700000007000,
    ],
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize,
    connectTimeoutMS: 5_000,
    applicationName: 'adcp-orchestrator-schema',
  });
}
