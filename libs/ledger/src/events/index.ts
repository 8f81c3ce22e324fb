export * from './event-position';
export * from './event-signal';
export * from './read-events';
