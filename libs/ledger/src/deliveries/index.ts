export * from './change-subscription';
export * from './claim-due-deliveries';
export * from './delete-old-answers';
export * from './delivery-taker';
export { DELIVERY_LEASE_SECONDS } from './owed-deliveries';
export {
  type DeliveryFilter,
  type DeliveryHistory,
  type DeliveryPage,
  type AttemptWithAnswer,
  type DeliveryPosition,
  type DeliveryWithEvent,
  findDelivery,
  listDeliveries,
} from './read-deliveries';
export * from './record-attempts';
export * from './gather-digest';
export * from './hold-deliveries';
export * from './recover';
export * from './redeliver';
export {
  type NewSubscription,
  type Subscription,
  type SubscriptionPage,
  deleteSubscription,
  findSubscription,
  insertSubscription,
  isNamed,
  listSubscriptions,
} from './subscriptions';
