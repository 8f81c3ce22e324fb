import { parseDeadline } from '@adcp-orchestrator/domain';
import { type SellerRow, webhookSecretContext } from '@adcp-orchestrator/ledger';
import { type SecretBox, SecretOpenError } from '@adcp-orchestrator/platform';
import { NO_GRACE, type WebhooksBody } from './seller-bodies';

const DEFAULT_GRACE = 'PT24H';

export type RotationColumns = Pick<
  SellerRow,
  'webhook_previous_sealed' | 'webhook_previous_until' | 'webhook_rotated_at'
>;

export const NO_PREVIOUS_SECRET: RotationColumns = {
  webhook_previous_sealed: null,
  webhook_previous_until: null,
  webhook_rotated_at: null,
};

/**
 * What becomes of the secret that a change replaces (ADR 8). It holds beside the new one for its grace, and as long as
 * an operation is followed that was sent with it. Entering the same secret again replaces nothing: otherwise a repeated
 * request would push out the old secret that is still in use. When the mode changes, nothing of the old agreement
 * holds.
 */
export function rotationColumns(
  row: SellerRow,
  change: WebhooksBody,
  { box, now }: { box: Pick<SecretBox, 'open'>; now: Date },
): RotationColumns {
  const sealed = row.webhook_secret_sealed;
  if (change.mode !== row.webhook_mode || sealed === null) return NO_PREVIOUS_SECRET;
  if (change.secret_grace === NO_GRACE) return NO_PREVIOUS_SECRET;
  const current = openOrNull(row, sealed, box);
  if (change.secret === undefined || change.secret === current) return graceChanged(row, change.secret_grace);
  // A secret that was sealed with a lost key is no secret any more.
  if (current === null) return NO_PREVIOUS_SECRET;
  return {
    webhook_previous_sealed: sealed,
    webhook_previous_until: after(now, change.secret_grace ?? DEFAULT_GRACE),
    webhook_rotated_at: now,
  };
}

/** The columns as they are. */
export function keptRotation(row: SellerRow): RotationColumns {
  const { webhook_previous_sealed, webhook_previous_until, webhook_rotated_at } = row;
  return { webhook_previous_sealed, webhook_previous_until, webhook_rotated_at };
}

/** A new grace counts from the rotation, as the first one did. */
function graceChanged(row: SellerRow, grace: string | undefined): RotationColumns {
  const kept = keptRotation(row);
  if (grace === undefined || row.webhook_rotated_at === null) return kept;
  return { ...kept, webhook_previous_until: after(row.webhook_rotated_at, grace) };
}

function after(instant: Date, duration: string): Date {
  return new Date(instant.getTime() + parseDeadline(duration) * 1000);
}

function openOrNull(row: SellerRow, sealed: Buffer, box: Pick<SecretBox, 'open'>): string | null {
  try {
    return box.open(sealed, webhookSecretContext({ tenantId: row.tenant_id, id: row.id }));
  } catch (error) {
    if (error instanceof SecretOpenError) return null;
    throw error;
  }
}
