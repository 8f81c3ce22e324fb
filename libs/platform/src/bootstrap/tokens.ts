/** Injection tokens of what every process has. Classes (`Readiness`, `Shutdown`, ...) are their own tokens. */
export const CONFIG = Symbol('Config');
export const LOG = Symbol('Log');
export const METRICS = Symbol('MetricsRegistry');
export const POOL = Symbol('PostgresPool');
