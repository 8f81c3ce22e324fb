export * from './body/parse-strict-json';
export * from './receiver/webhook-receiver';
export * from './receiver/webhook-request';
export * from './signatures/public-keys';
export * from './verification/hmac';
export * from './verification/webhook-headers';
export * from './verification/webhook-secret';
