/** Injection tokens of this app; those of every process are in the platform library. */
export { CLOCK } from '@adcp-orchestrator/platform';
export const HINTS = Symbol('HintSink');
