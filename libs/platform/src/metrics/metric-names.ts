const PREFIX = 'adcp_orchestrator_';

/**
 * Every metric of ours (guide, Monitoring and Alerting), named in one place: dashboards, alerts and autoscaling refer
 * to them. Counts of the database (`depth/database-gauges.ts` of libs/queues) are exported by one process at a time.
 */
export const MetricName = {
  /** Work that is due and not yet done, by kind (`submit`, `poll`, `notify`). */
  overdueRows: `${PREFIX}overdue_rows`,
  /** Since when the oldest of it is due, by kind; of `poll` it is the poll lag. Autoscaling adds replicas by it. */
  overdueAge: `${PREFIX}overdue_age_seconds`,
  /** Guide: pending operation count by type. */
  pendingOperations: `${PREFIX}pending_operations`,
  /** Operations that need a person, by tenant, type and reason. */
  attentionOperations: `${PREFIX}attention_operations`,
  /** Since when the oldest of them needs one. */
  attentionAge: `${PREFIX}attention_age_seconds`,
  /** Operations that wait for their publisher longer than is usual for it: those that are `overdue` in the API. */
  ageingOperations: `${PREFIX}ageing_operations`,
  /** Operations that desks handed over, and that are durable. Repeated requests are not counted again. */
  acceptedOperations: `${PREFIX}accepted_operations_total`,
  /** An alarm: a seller said something that contradicts what it had said before. */
  conflicts: `${PREFIX}conflicts_total`,
  /** Guide: average approval time. */
  approvalSeconds: `${PREFIX}approval_seconds`,
  /** Operations that ended, by seller, type and status. The guide's rejection rate is a ratio of these. */
  settledOperations: `${PREFIX}settled_operations_total`,
  /** Guide: rejection rate. */
  rejections: `${PREFIX}rejections_total`,
  /** Guide: task timeout rate. */
  timeouts: `${PREFIX}timeouts_total`,
  /** Guide: API error rate, by seller, type and code. */
  sellerErrors: `${PREFIX}seller_errors_total`,
  /** An alarm: a seller uses status words that no table knows, so that its operations do not move on. */
  unknownWords: `${PREFIX}unknown_words_total`,
  sellerCalls: `${PREFIX}seller_calls_total`,
  sellerCallSeconds: `${PREFIX}seller_call_seconds`,
  callsInFlight: `${PREFIX}calls_in_flight`,
  /** 1 for the state that a seller's circuit is in. */
  sellerCircuit: `${PREFIX}seller_circuit`,
  /** Operations that wait for each paused seller. */
  pausedOperations: `${PREFIX}paused_operations`,
  hintsSent: `${PREFIX}hints_sent_total`,
  hintsHandled: `${PREFIX}hints_handled_total`,
  sweeps: `${PREFIX}sweeps_total`,
  /** What only a sweep found, although a hint should have led to it seconds before: lost hints. */
  sweepFindings: `${PREFIX}sweep_findings_total`,
  /** Work that a worker took over after the lease of another had run out, by kind (`submit`, `poll`). */
  leaseTakeovers: `${PREFIX}lease_takeovers_total`,
  /** Attempts to deliver a notification, by channel and result. */
  deliveryAttempts: `${PREFIX}delivery_attempts_total`,
  deliveryAttemptSeconds: `${PREFIX}delivery_attempt_seconds`,
  /** Notifications that came to an end, by channel and outcome: `delivered`, or `dead` letters. */
  deliveries: `${PREFIX}deliveries_total`,
  deliveriesInFlight: `${PREFIX}deliveries_in_flight`,
  /** Notifications that were given up, and that nobody has sent again. */
  deadDeliveries: `${PREFIX}dead_deliveries`,
  /** Open tasks of sellers that belong to no operation of ours. */
  orphanTasks: `${PREFIX}orphan_tasks`,
  /** Webhooks of sellers, by the status of our answer. */
  webhooksReceived: `${PREFIX}webhooks_received_total`,
  /** An alarm: somebody may have changed what was agreed with a seller. */
  webhookModeMismatches: `${PREFIX}webhook_mode_mismatches_total`,
  /** Streams of events that are open, by process. */
  eventStreams: `${PREFIX}event_streams`,
  /** Streams that we ended, by reason: `slow` clients, deleted keys, a process that stops. */
  eventStreamsEnded: `${PREFIX}event_streams_ended_total`,
  /** Requests of desks that were answered 429, by what was used up: `key`, `tenant`, or `address` for unknown keys. */
  requestsLimited: `${PREFIX}requests_limited_total`,
  /** An alarm: the store of the request limits did not answer, and requests passed uncounted meanwhile. */
  requestLimitsAway: `${PREFIX}request_limits_away_total`,
  /** Requests to the API, by the route's template. */
  httpRequests: `${PREFIX}http_requests_total`,
  httpRequestSeconds: `${PREFIX}http_request_seconds`,
  /** Seconds until the next API key of a tenant ends. Keys that were made for less than 30 days are left out. */
  apiKeyEndsIn: `${PREFIX}api_key_ends_in_seconds`,
  /** Keys of before a rotation that this process still opens secrets with. The rotation is over when there is none. */
  previousCredentialsKeys: `${PREFIX}previous_credentials_keys`,
  /** The process's pool of connections to Postgres. */
  databaseConnections: `${PREFIX}database_connections`,
  databaseConnectionsMost: `${PREFIX}database_connections_most`,
  databaseWaiting: `${PREFIX}database_waiting`,
  databaseAcquireTimeouts: `${PREFIX}database_acquire_timeouts_total`,
  queueJobs: `${PREFIX}queue_jobs`,
  /** Rows that were deleted because their time was over, by kind. */
  retentionDeleted: `${PREFIX}retention_deleted_total`,
  /** 1 for the state that each check of `/readyz` is in. Each process has its own. */
  readiness: `${PREFIX}readiness`,
  /** What each process was built from. */
  buildInfo: `${PREFIX}build_info`,
} as const;
export type MetricName = (typeof MetricName)[keyof typeof MetricName];
