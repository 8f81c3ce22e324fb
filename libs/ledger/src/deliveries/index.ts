export * from './claim-due-deliveries';
export * from './record-attempt';
