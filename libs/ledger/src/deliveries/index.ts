export * from './claim-due-deliveries';
export * from './count-overdue-deliveries';
export * from './record-attempt';
