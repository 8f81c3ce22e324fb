import type { Operation, Seller } from '../../api/types';

type Dialect = Seller['dialect'];
type OperationType = Operation['type'];

const types: Readonly<Record<Dialect, readonly OperationType[]>> = {
  'hitl-v1': ['create_media_buy', 'update_media_buy', 'add_creative_assets'],
  'adcp-v3': ['create_media_buy', 'update_media_buy', 'sync_creatives'],
};
const creatives: readonly string[] = ['sync_creatives', 'add_creative_assets'];

export function typesOf(dialect: Dialect): readonly OperationType[] {
  return types[dialect];
}

/** @returns the type that the address asks for, or the one of the dialect that means the same; else a new buy */
export function typeFor(dialect: Dialect, wanted: string | undefined): OperationType {
  const found = types[dialect].find(
    (type) => type === wanted || (wanted !== undefined && creatives.includes(wanted) && creatives.includes(type)),
  );
  return found ?? 'create_media_buy';
}
