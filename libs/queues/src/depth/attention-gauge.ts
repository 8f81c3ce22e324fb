import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { countAttention } from '@adcp-orchestrator/ledger';
import { type Log, MetricName, registerPolledGauge } from '@adcp-orchestrator/platform';
import type { GaugeLease } from './gauge-lease';

/** Operations that need a person, exported by whichever process has the gauge lease. */
export function registerAttentionGauge(
  registry: Registry,
  log: Log,
  pool: Pool,
  lease: Pick<GaugeLease, 'isHeld'>,
): void {
  registerPolledGauge(registry, log, {
    name: MetricName.attentionOperations,
    help: 'Operations that need a person, by reason; of one process at a time',
    labelNames: ['tenant', 'type', 'reason'],
    maxAgeMs: 5_000,
    onlyWhile: () => lease.isHeld,
    read: async () =>
      (await countAttention(pool)).map(({ tenantId, type, reason, count }) => ({
        labels: { tenant: tenantId, type, reason },
        value: count,
      })),
  });
}
