/** Injection tokens of this app; those of every process are in the platform library. */
export const CLOCK = Symbol('Clock');
export const HINTS = Symbol('HintSink');
