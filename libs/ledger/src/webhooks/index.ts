export * from './claim-webhook';
export * from './delete-expired-nonces';
export * from './delete-old-webhooks';
export * from './find-webhook-operation';
export * from './fit-answer';
export * from './match-kept';
export { type TaskBinding } from './take-kept';
export * from './webhook-sellers';
