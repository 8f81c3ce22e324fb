import { isJsonObject } from '@adcp-orchestrator/domain';
import type { SellerWithSettings } from '@adcp-orchestrator/ledger';
import { onePerPlace } from '@adcp-orchestrator/sellers/requests';
import { type InvalidValue, inBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
import type { Checked } from '../validation/zod-pipe';
import { type NewSellerBody, type SellerChangesBody, newSellerBody } from './seller-bodies';
import { slugOf } from './seller-slug';
import { webhookFaults } from './webhook-faults';

/** What the installation allows. */
export interface FaultRules {
  allowPrivateNetworks: boolean;
  /** The address by which sellers reach this service; null when none is configured. */
  webhookUrl: string | null;
}

/** @returns everything that is wrong with a new seller: by the schema, and by sense in the members that fit the schema */
export function newSellerFaults(checked: Checked<NewSellerBody>, rules: FaultRules): InvalidValue[] {
  const { name, dialect, agent_url: url, webhooks } = checked.data ?? usable(checked.given);
  const needsId = name !== undefined && slugOf(name) === null && !isMentioned('id', checked);
  return onePerPlace([
    ...checked.errors,
    ...(needsId ? [inBody('/id', 'is needed: no id can be made from this name')] : []),
    ...urlFaults(url, rules),
    ...(webhooks?.secret_grace === undefined
      ? []
      : [inBody('/webhooks/secret_grace', 'is for replacing a secret; a new seller has none before')]),
    ...(webhooks && dialect !== undefined ? webhookFaults(webhooks, { ...rules, dialect, known: null }) : []),
  ]);
}

/** @returns everything that is wrong with the changes of a seller, as `newSellerFaults` */
export function changeFaults(
  row: SellerWithSettings,
  checked: Checked<SellerChangesBody>,
  rules: FaultRules,
): InvalidValue[] {
  const { agent_url: url, webhooks } = checked.data ?? usable(checked.given);
  const found = urlFaults(url, rules);
  return onePerPlace([
    ...checked.errors,
    ...found,
    ...(url === undefined || found.length > 0 ? [] : originFaults(row, url, checked)),
    ...(webhooks ? webhookFaults(webhooks, { ...rules, dialect: row.dialect, known: row }) : []),
  ]);
}

function urlFaults(url: string | undefined, { allowPrivateNetworks }: FaultRules): InvalidValue[] {
  const problem = url === undefined ? null : outboundUrlProblem(url, allowPrivateNetworks);
  return problem === null ? [] : [inBody('/agent_url', problem)];
}

/**
 * A credential was entered for one server. Sent to another origin, it would hand that server's rights to whoever is
 * there. So a change of scheme, host or port must bring its own `auth`, or `null` for none; and its own webhook secret,
 * which calls carry. Another path is the same server.
 */
function originFaults(row: SellerWithSettings, nextUrl: string, checked: Checked<SellerChangesBody>): InvalidValue[] {
  const [known, next] = [new URL(row.agent_url).origin, new URL(nextUrl).origin];
  if (known === next) return [];
  const moves = `is needed, because "agent_url" moves from ${known} to ${next}`;
  const faults: InvalidValue[] = [];
  if (row.auth_token_sealed !== null && !isMentioned('auth', checked)) {
    faults.push(
      inBody(
        '/auth',
        `${moves}: the credential that was entered for ${known} is never sent elsewhere. Send "auth" with the credential for ${next} in the same request, or "auth": null when it needs none`,
      ),
    );
  }
  if (row.webhook_secret_sealed === null) return faults;
  const why = `${moves}: the webhook secret that was agreed with ${known} is never given to another server`;
  const { webhooks } = checked.data ?? usable(checked.given);
  if (!isMentioned('webhooks', checked)) {
    faults.push(
      inBody(
        '/webhooks',
        `${why}. Send "webhooks" with a secret for ${next} in the same request, or "webhooks": null to poll only`,
      ),
    );
  } else if (webhooks?.mode === row.webhook_mode && webhooks.secret === undefined) {
    faults.push(inBody('/webhooks/secret', `${why}. Agree another secret with ${next}`));
  }
  return faults;
}

type Usable = Partial<Pick<NewSellerBody, 'id' | 'name' | 'agent_url' | 'webhooks' | 'dialect'>>;

/** @returns those members of an invalid body that fit the schema by themselves */
function usable(given: unknown): Usable {
  if (!isJsonObject(given)) return {};
  const { name, agent_url: url, webhooks, dialect } = newSellerBody.shape;
  return {
    name: name.safeParse(given.name).data,
    agent_url: url.safeParse(given.agent_url).data,
    webhooks: webhooks.safeParse(given.webhooks).data,
    dialect: dialect.safeParse(given.dialect).data,
  };
}

function isMentioned(name: string, { data, ...checked }: Checked<object>): boolean {
  const given = data ?? ('given' in checked ? checked.given : null);
  return isJsonObject(given) && given[name] !== undefined;
}
