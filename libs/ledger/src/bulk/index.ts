export * from './bulk-jobs';
export * from './read-bulk';
export * from './work-on-bulk';
