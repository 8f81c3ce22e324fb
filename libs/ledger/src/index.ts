export {
  type ApiKeyWithTenant,
  type NewApiKey,
  findApiKey,
  grantPlatform,
  insertApiKeyIfAbsent,
  noteKeyUse,
} from './access/api-keys';
export * from './access/manage-api-keys';
export * from './access/sessions';
export * from './access/tenants';
export * from './audit';
export * from './database/database-json';
export * from './database/transaction';
export * from './deliveries';
export * from './events';
export * from './gate/batching-ledger';
export * from './gate/ledger';
export * from './leases/claim';
export * from './leases/lease';
export * from './leases/process-lease';
export * from './maintenance/approval-statistics';
export * from './maintenance/count-attention';
export * from './maintenance/stats';
export * from './media-buys/creative-warnings';
export * from './media-buys/follow-turn';
export * from './media-buys/read-buys';
export * from './media-buys/record-buys';
export * from './operations/insert-operation';
export * from './operations/list/count-operations';
export * from './operations/list/list-operations';
export * from './operations/list/operation-filter';
export * from './operations/list/page-statement';
export * from './operations/list/within-seconds';
export * from './operations/operation-row';
export * from './operations/queries/find-asked';
export * from './operations/queries/find-operation';
export * from './operations/queries/read-timeline';
export * from './operations/seller-traits';
export * from './polling/deadlines';
export * from './polling/overdue';
export * from './polling/poll-turn';
export * from './reconciliation/open-operations';
export * from './reconciliation/orphans';
export * from './schema/audit';
export * from './schema/check-schema';
export * from './schema/data-source';
export * from './schema/drift';
export * from './schema/fence/fence';
export * from './schema/fence/roles';
export * from './schema/migrating/lock-patience';
export * from './schema/migrating/migrate-schema';
export * from './schema/notification';
export * from './schema/operation';
export * from './schema/operation-search';
export * from './schema/operation-table';
export * from './schema/process-lease';
export * from './schema/seller';
export * from './schema/seller-approvals';
export * from './schema/seller-health';
export * from './schema/seller-orphan';
export * from './schema/settings';
export * from './schema/subscription-settings';
export * from './schema/session';
export * from './schema/tenancy';
export * from './schema/webhook-claim';
export * from './secrets/sealed-columns';
export * from './secrets/walk-sealed';
export * from './sellers/change-seller';
export * from './sellers/delete-seller';
export * from './sellers/health';
export * from './sellers/insert-seller';
export * from './sellers/list-sellers';
export * from './sellers/pauses';
export * from './sellers/previous-secrets';
export * from './sellers/read-sellers';
export type { SellerWithSettings } from './sellers/settings-columns';
export * from './webhooks';
