export * from './canonical';
export * from './clock';
export * from './deliveries/after-attempt';
export * from './deliveries/channel';
export * from './deliveries/delivery';
export * from './deliveries/digest';
export * from './deliveries/quiet-hours';
export * from './deliveries/share-deliveries';
export { isTimeZone } from './deliveries/time-of-day';
export * from './deliveries/when-to-send';
export * from './fair-share';
export * from './hint';
export * from './json';
export * from './media-buys/buy-answer';
export * from './media-buys/follow';
export * from './media-buys/media-buy-status';
export * from './operation/approval-time';
export * from './operation/attention';
export * from './operation/attention-reason';
export { type Lookups, lookupsFor } from './operation/attribution';
export {
  type Call,
  CallFate,
  MAX_CALLS,
  attemptOf,
  callsInBudget,
  hasUnknownCall,
  lost as callsLost,
  soonestSent,
  started as callsStarted,
  unknownCall,
} from './operation/call';
export * from './operation/call-columns';
export * from './operation/context';
export * from './operation/deadline';
export * from './operation/deadline-near';
export * from './operation/decide';
export * from './operation/decision';
export * from './operation/equality';
export * from './operation/estimate';
export { lostCallOf, mayGoOut, needsEvidence } from './operation/evidence';
export * from './operation/fold';
export * from './operation/held-number';
export * from './operation/large-values';
export * from './operation/observation';
export * from './operation/operation';
export * from './operation/asked';
export * from './operation/operator-action';
export * from './operation/outcome';
export * from './operation/overdue';
export * from './operation/owed-event';
export * from './operation/request-identities';
export * from './operation/requested-event';
export * from './operation/schedule';
export * from './operation/seller-ids';
export * from './operation/sending';
export * from './operation/status';
export * from './operation/summary';
export * from './operation/timeline';
export * from './operation/transitions';
export * from './operation/type';
export * from './operation/view';
export * from './operation/waiting-for';
export * from './operation/what-to-do';
export * from './retention/retention';
export * from './sellers/circuit';
export * from './sellers/dialect-name';
export * from './sellers/pause';
export * from './sellers/seller';
export * from './sellers/seller-dialect';
export * from './sellers/seller-event';
export * from './sellers/seller-ref';
