/** A seller, as the secrets of its row are bound to it. */
interface SellerPlace {
  tenantId: string;
  id: string;
}

// The places that sealed secrets are bound to: one that is moved to another row does not open. They never change.

export function tokenContext({ tenantId, id }: SellerPlace): string {
  return `seller/${tenantId}/${id}/token`;
}

export function webhookSecretContext({ tenantId, id }: SellerPlace): string {
  return `seller/${tenantId}/${id}/webhook`;
}

export function frozenCallContext(operationId: string): string {
  return `operation/${operationId}/call`;
}

export function subscriptionSecretContext(subscriptionId: string): string {
  return `subscription/${subscriptionId}/secret`;
}

/** A column of the ledger that holds sealed secrets. */
export interface SealedColumn {
  table: string;
  column: string;
  /** The primary key, in the order of its index. */
  key: readonly { name: string; type: 'uuid' | 'text' }[];
  /** @param key the row's, as text, in the order above */
  contextOf: (key: readonly string[]) => string;
  /** What a person can do about a value that no key opens. */
  remedy: string;
}

const sellerKey = [
  { name: 'tenant_id', type: 'uuid' },
  { name: 'id', type: 'text' },
] as const;
const idKey = [
  { name: 'tenant_id', type: 'uuid' },
  { name: 'id', type: 'uuid' },
] as const;

function sellerPlace([tenantId = '', id = '']: readonly string[]): SellerPlace {
  return { tenantId, id };
}

/** Every column that holds sealed secrets; a test compares it with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'sellers',
    column: 'auth_token_sealed',
    key: sellerKey,
    contextOf: (key) => tokenContext(sellerPlace(key)),
    remedy: 'enter "auth" of the seller again (PATCH /v1/sellers/{id})',
  },
  {
    table: 'sellers',
    column: 'webhook_secret_sealed',
    key: sellerKey,
    contextOf: (key) => webhookSecretContext(sellerPlace(key)),
    remedy: 'enter "webhooks" of the seller again, with their secret (PATCH /v1/sellers/{id})',
  },
  {
    table: 'sellers',
    column: 'webhook_previous_sealed',
    key: sellerKey,
    contextOf: (key) => webhookSecretContext(sellerPlace(key)),
    remedy: 'enter "webhooks" of the seller again, with "secret_grace": "PT0S" (PATCH /v1/sellers/{id})',
  },
  {
    table: 'subscriptions',
    column: 'secret_sealed',
    key: idKey,
    contextOf: ([, id = '']) => subscriptionSecretContext(id),
    remedy: 'make a new subscription and delete this one; one that is deleted already needs nothing',
  },
  {
    table: 'operations',
    column: 'frozen_call_sealed',
    key: idKey,
    contextOf: ([, id = '']) => frozenCallContext(id),
    remedy: 'resolve the operation by hand if it is not settled; a settled one needs nothing',
  },
];
