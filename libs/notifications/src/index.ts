export * from './channel/notification-channel';
export * from './schedule/retry-schedule';
export * from './webhook/sign';
export * from './webhook/signing-secret';
export * from './webhook/webhook-channel';
