export * from './address-guard';
export * from './guarded-agent';
