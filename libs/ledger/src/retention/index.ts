export * from './batch';
export * from './check-clock';
export * from './export-position';
export * from './gone-events';
export * from './keep-retention';
export * from './passes';
