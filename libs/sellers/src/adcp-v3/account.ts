import { type Json, type JsonObject, canonicalJson } from '@adcp-orchestrator/domain';

/** `account` is sent with every question: sellers were seen to fail without it. */
export function accountArgument(account: Json): JsonObject {
  return account === null ? {} : { account };
}

/** Groups what can be asked about in one call: a question names one account. */
export function byAccount<T extends { account: Json }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = canonicalJson(item.account);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
