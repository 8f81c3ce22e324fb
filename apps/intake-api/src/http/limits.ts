import { DRAIN_SECONDS } from '@adcp-orchestrator/platform';

/** What the public listener takes. Everything beyond is refused with a problem of its own. */
export const BODY_LIMIT_BYTES = 1_048_576;
/** Of a sign-in, whose body is read of anybody: a key has at most 512 characters. */
export const SIGN_IN_BODY_LIMIT_BYTES = 4_096;
/** Longest name of a member in a body. An answer repeats it for each fault below it. */
export const MAX_MEMBER_NAME_CHARACTERS = 1_024;
/** Longest for a request, headers and body, to arrive. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** A socket on which nothing moves is closed after this. It must be longer than the longest `?wait`. */
export const IDLE_SOCKET_TIMEOUT_MS = 75_000;
/** Between two requests of one connection. It must be longer than common load balancers keep theirs (60 s). */
export const KEEP_ALIVE_TIMEOUT_MS = 65_000;
export const MAX_CONNECTIONS = 10_000;
export const MAX_HEADER_BYTES = 32_768;
/** Longest that open requests may last once the process stops. */
export const DRAIN_LIMIT_MS = DRAIN_SECONDS * 1000;
