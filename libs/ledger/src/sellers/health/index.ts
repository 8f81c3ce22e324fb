export * from './circuit';
export * from './read-health';
export * from './record-calls';
