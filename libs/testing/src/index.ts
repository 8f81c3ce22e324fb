export * from './document-server';
export * from './lock-waits';
export * from './test-clock';
export * from './test-database';
export * from './scripted-dialect';
export * from './test-desk';
export * from './timings';

export * from './mailbox';
export * from './otlp-receiver';
export * from './free-port';
export * from './until';
