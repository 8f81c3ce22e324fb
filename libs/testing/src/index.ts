export * from './test-clock';
export * from './test-database';
