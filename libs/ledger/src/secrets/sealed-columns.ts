/** What the secrets of a seller's row are bound to. */
interface SellerPlace {
  tenantId: string;
  id: string;
}

// Each sealed secret is bound to its place by a context: moved to another row it does not open. These contexts never
// change, or nothing that is stored could be opened.

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
  /** @param key the row's key, as text, in the order above */
  contextOf: (key: readonly string[]) => string;
  /** What a person can do when no key opens the value. */
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

/** Every column that holds sealed secrets. A test compares the list with the schema. */
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
    table: 'subscription_settings',
    column: 'previous_secret_sealed',
    key: [
      { name: 'tenant_id', type: 'uuid' },
      { name: 'subscription_id', type: 'uuid' },
    ],
    contextOf: ([, id = '']) => subscriptionSecretContext(id),
    remedy: 'nothing: the secret from before a rotation is forgotten when its overlap is over',
  },
  {
    table: 'operations',
    column: 'frozen_call_sealed',
    key: idKey,
    contextOf: ([, id = '']) => frozenCallContext(id),
    remedy: 'resolve the operation by hand if it is not settled; a settled one needs nothing',
  },
];
