export * from './batch';
export * from './export-position';
export * from './gone-events';
export * from './keep-retention';
export * from './passes';
