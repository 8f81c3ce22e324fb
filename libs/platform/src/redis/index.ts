export * from './connect-redis';
export * from './redis-address';
