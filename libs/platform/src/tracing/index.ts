export { type TracedOperation } from './operation-trace';
export * from './spans';
export * from './start-tracing';
export * from './trace-headers';
