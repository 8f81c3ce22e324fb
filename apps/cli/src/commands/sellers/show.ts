import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { distance, duration, instant } from '../../output/moment';
import type { Output } from '../../output/output';

type Seller = components['schemas']['Seller'];
type Health = components['schemas']['SellerHealth'];

export function addShow(sellers: Command, context: Context): void {
  sellers
    .command('show')
    .description('one seller: its settings and how it is; never a secret')
    .argument('<id>', "the seller's id")
    .addHelpText('after', examples(['ado sellers show acme']))
    .action(async (id: string) => {
      const client = await context.client();
      const params = { path: { id } };
      const [seller, health] = await Promise.all([
        answered(client.GET('/v1/sellers/{id}', { params })),
        answered(client.GET('/v1/sellers/{id}/health', { params })),
      ]);
      const { out } = context;
      out.answer({ seller, health }, () => {
        out.line(out.paint('bold', out.plain(`${seller.id}: ${seller.name}`)));
        for (const [name, value] of factsOf(seller, health, context.world.now())) {
          if (value !== null) out.line(`  ${name.padEnd(16)} ${out.plain(value)}`);
        }
        tellProblems(out, health);
      });
    });
}

function factsOf(seller: Seller, health: Health, now: Date): [string, string | null][] {
  const { auth, webhooks, limits, contact, approval_seconds: approvals } = seller;
  const { circuit, operations, error_rate: errors } = health;
  const at = (time: string | null): string | null =>
    time === null ? null : `${instant(time)} (${distance(time, now)})`;
  const header = auth?.header === null || auth === null ? '' : ` ${auth.header}`;
  const rate = limits.requests_per_second === null ? '' : `, ${limits.requests_per_second} a second`;
  const people =
    contact === null ? [] : [contact.name, contact.email, contact.phone, contact.note].filter((word) => word !== null);
  return [
    ['agent_url', seller.agent_url],
    ['dialect', seller.dialect],
    ['credential', auth === null ? 'none' : `${auth.scheme}${header}, ${auth.has_credential ? 'set' : 'missing'}`],
    ['webhooks', `${webhooks.mode}${webhooks.has_secret ? ', secret set' : ''}`],
    ['limits', `${limits.max_concurrency} calls at once${rate}`],
    ['contact', people.length === 0 ? null : people.join(', ')],
    ['paused', at(seller.paused_since)],
    [
      'circuit',
      `${circuit.state}${circuit.next_probe_at === null ? '' : `, asked again ${distance(circuit.next_probe_at, now)}`}`,
    ],
    ['last answer', at(health.last_success_at) ?? 'none yet'],
    ['last error', health.last_error === null ? null : `${health.last_error.code}: ${health.last_error.message}`],
    ['failures', `${errors.failures} of ${errors.calls} calls in ${duration(errors.window_seconds * 1_000)}`],
    ['operations', `${operations.open} open, ${operations.pending} pending, ${operations.attention} need a person`],
    [
      'approvals',
      approvals === null
        ? null
        : `half within ${duration(approvals.p50 * 1_000)}, nine of ten within ${duration(approvals.p90 * 1_000)}`,
    ],
  ];
}

function tellProblems(out: Output, { problems }: Health): void {
  for (const { code, what_to_do: words } of problems) {
    out.line();
    out.line(out.paint('yellow', code));
    out.line(`  ${out.plain(words)}`);
  }
}
