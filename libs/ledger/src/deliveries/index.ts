export * from './claim-due-deliveries';
export {
  type DeliveryFilter,
  type DeliveryHistory,
  type DeliveryPage,
  type DeliveryPosition,
  type DeliveryWithEvent,
  findDelivery,
  listDeliveries,
} from './read-deliveries';
export * from './record-attempts';
export * from './redeliver';
export * from './subscriptions';
