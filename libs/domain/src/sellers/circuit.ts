/** A seller's circuit (guide, Error Recovery): whether it is called at all. */
export const CircuitState = {
  closed: 'closed',
  /** It did not answer several times in a row. Nobody calls it until the next probe is due. */
  open: 'open',
  /** One process asks it something harmless. The answer closes the circuit, or opens it again. */
  halfOpen: 'half_open',
} as const;
export type CircuitState = (typeof CircuitState)[keyof typeof CircuitState];
export const circuitStates: readonly CircuitState[] = Object.values(CircuitState);

/** Why we held a call back. This is not the seller's error, and does not count as one. */
export const HeldBackCode = {
  circuitOpen: 'CIRCUIT_OPEN',
  rateLimit: 'RATE_LIMIT_REACHED',
  paused: 'SENDING_PAUSED',
} as const;
export type HeldBackCode = (typeof HeldBackCode)[keyof typeof HeldBackCode];

const heldBackCodes: ReadonlySet<string> = new Set(Object.values(HeldBackCode));

/** @returns whether an error's code says that we held the call back ourselves. */
export function isHeldBack(code: string): boolean {
  return heldBackCodes.has(code);
}
