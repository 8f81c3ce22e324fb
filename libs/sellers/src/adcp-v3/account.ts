import { type Json, type JsonObject, canonicalJson } from '@adcp-orchestrator/domain';

/** The `account` argument. Every question carries it: sellers were seen to fail without it. */
export function accountArgument(account: Json): JsonObject {
  return account === null ? {} : { account };
}

/** Groups items by account, because one question names one account. */
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
