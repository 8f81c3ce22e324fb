import { OperationType } from '../operation/type';

/** How a seller speaks: the guide's AdCP:Buy of July 2025, or AdCP 3.x. */
export const DialectName = { hitlV1: 'hitl-v1', adcpV3: 'adcp-v3' } as const;
export type DialectName = (typeof DialectName)[keyof typeof DialectName];

export const dialectNames: readonly DialectName[] = Object.values(DialectName);

/** The operation types that each dialect has a tool for. */
export const typesOfDialect: Readonly<Record<DialectName, readonly OperationType[]>> = {
  'hitl-v1': [OperationType.createMediaBuy, OperationType.updateMediaBuy, OperationType.addCreativeAssets],
  'adcp-v3': [OperationType.createMediaBuy, OperationType.updateMediaBuy, OperationType.syncCreatives],
};
