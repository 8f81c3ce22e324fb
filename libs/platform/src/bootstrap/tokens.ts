/** Injection tokens of what every process has. Classes (`Readiness`, `Shutdown`, ...) are their own tokens. */
export const APP = Symbol('AppName');
export const CONFIG = Symbol('Config');
export const LOG = Symbol('Log');
export const METRICS = Symbol('MetricsRegistry');
export const POOL = Symbol('PostgresPool');
/** Whether this process is traced. */
export const TRACING = Symbol('Tracing');
/** Where deadlines, backoff and the delays of hints take the time from. */
export const CLOCK = Symbol('Clock');
