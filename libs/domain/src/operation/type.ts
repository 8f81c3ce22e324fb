/** The requests that a desk can hand over. */
export const OperationType = {
  createMediaBuy: 'create_media_buy',
  updateMediaBuy: 'update_media_buy',
  addCreativeAssets: 'add_creative_assets',
  syncCreatives: 'sync_creatives',
} as const;
export type OperationType = (typeof OperationType)[keyof typeof OperationType];

export const operationTypes: readonly OperationType[] = Object.values(OperationType);
