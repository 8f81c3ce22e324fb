/** The fields of a request that we supply when the call is frozen. */
export const SUPPLIED = ['idempotency_key', 'push_notification_config'] as const;
