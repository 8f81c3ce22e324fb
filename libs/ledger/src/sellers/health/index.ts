export { type ApprovalTimes, approvalSteps } from './approval-times';
export * from './circuit';
export { type SellerHealth, circuitStatesBySeller, readSellerHealth } from './read-health';
export * from './record-calls';
export type { SellerOrphanCounts, SellerWaiting, WaitingOperations } from './read-waiting';
export { MAX_SUMMED, type SummedCount, type SummedHealth, readSummedHealth } from './summed-health';
