export { type ApprovalTimes, approvalSteps } from './approval-times';
export * from './circuit';
export * from './read-health';
export * from './record-calls';
export type { SellerOrphanCounts, SellerWaiting, WaitingOperations } from './read-waiting';
