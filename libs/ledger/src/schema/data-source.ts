import { DataSource } from 'typeorm';
import { AuditEntity } from './audit';
import { BulkItemEntity, BulkJobEntity } from './bulk';
import { migrations } from './migrations';
import {
  AttemptAnswerEntity,
  DeliveryAttemptEntity,
  DeliveryEntity,
  DigestPartEntity,
  EventEntity,
  EventEpochEntity,
  IntakeEventEntity,
  SubscriptionEntity,
} from './notification';
import { FormerTaskEntity, MediaBuyEntity, OperationEntity, TimelineEntity } from './operation';
import { OperationDayEntity } from './operation-day';
import { OperationSearchEntity, OperationSearchLaterEntity } from './operation-search';
import { InstallationEntity } from './installation';
import { ProcessLeaseEntity } from './process-lease';
import { ExportPositionEntity, RetentionPassEntity } from './retention';
import { SellerEntity } from './seller';
import { RateLimitEntity, SellerCallWindowEntity, SellerHealthEntity } from './seller-health';
import { SellerApprovalsEntity } from './seller-approvals';
import { SellerOrphanEntity } from './seller-orphan';
import { SellerRefusalEntity } from './seller-refusal';
import { SellerSettingsEntity, TenantSettingsEntity } from './settings';
import { SubscriptionSettingsEntity } from './subscription-settings';
import { SessionEntity } from './session';
import { ApiKeyDetailsEntity, ApiKeyEntity, TenantEntity } from './tenancy';
import { WebhookClaimEntity } from './webhook-claim';
import { WebhookNonceEntity } from './webhook-nonce';

export const entities = [
  TenantEntity,
  ApiKeyEntity,
  ApiKeyDetailsEntity,
  AuditEntity,
  SessionEntity,
  BulkJobEntity,
  BulkItemEntity,
  SellerEntity,
  SellerSettingsEntity,
  TenantSettingsEntity,
  RetentionPassEntity,
  ExportPositionEntity,
  SellerApprovalsEntity,
  OperationEntity,
  OperationSearchEntity,
  OperationSearchLaterEntity,
  OperationDayEntity,
  FormerTaskEntity,
  SellerOrphanEntity,
  SellerRefusalEntity,
  SellerHealthEntity,
  SellerCallWindowEntity,
  RateLimitEntity,
  TimelineEntity,
  MediaBuyEntity,
  EventEntity,
  EventEpochEntity,
  IntakeEventEntity,
  SubscriptionEntity,
  SubscriptionSettingsEntity,
  DeliveryEntity,
  DigestPartEntity,
  DeliveryAttemptEntity,
  AttemptAnswerEntity,
  WebhookClaimEntity,
  WebhookNonceEntity,
  InstallationEntity,
  ProcessLeaseEntity,
];

/** The name of these sessions in `pg_stat_activity`. */
export const SCHEMA_APPLICATION_NAME = 'adcp-orchestrator-schema';

/**
 * Connects as the schema's owner, for migrations and for comparing the schema with the entities. Not connected yet. The
 * workers do not use it: their SQL goes through `pg`.
 * @param url a Postgres connection string
 * @param lockTimeoutMs the longest that a statement waits for a lock; absent: as long as it takes
 */
export function createDataSource(url: string, { lockTimeoutMs }: { lockTimeoutMs?: number } = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: 2,
    connectTimeoutMS: 5_000,
    applicationName: SCHEMA_APPLICATION_NAME,
    // Silent unless DEBUG=typeorm. The migrator itself says what happens.
    logger: 'debug',
    extra: { lock_timeout: lockTimeoutMs },
  });
}
