/** Injection tokens of this app. Those that every process has are in the platform library. */
export { CLOCK } from '@adcp-orchestrator/platform';
/** The public URL of a request; of the type `UrlOf`. */
export const URL_OF = Symbol('UrlOf');
export const HINTS = Symbol('HintSink');
