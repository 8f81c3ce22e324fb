export type { components, operations, paths } from './api';
export * from './client';
export * from './errors';
export * from './events';
export * from './verify-webhook';
