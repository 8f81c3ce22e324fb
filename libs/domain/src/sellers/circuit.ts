/** A seller's circuit (guide, Error Recovery): whether it is called at all. */
export const CircuitState = {
  closed: 'closed',
  /** It did not answer several times in a row: nobody calls it until the next probe is due. */
  open: 'open',
  /** One process asks it something harmless; the answer closes or opens the circuit. */
  halfOpen: 'half_open',
} as const;
export type CircuitState = (typeof CircuitState)[keyof typeof CircuitState];
export const circuitStates: readonly CircuitState[] = Object.values(CircuitState);

/** Why we did not call a seller. These are not the seller's errors, and do not count as such. */
export const HeldBackCode = {
  circuitOpen: 'CIRCUIT_OPEN',
  rateLimit: 'RATE_LIMIT_REACHED',
} as const;
export type HeldBackCode = (typeof HeldBackCode)[keyof typeof HeldBackCode];

const heldBackCodes: ReadonlySet<string> = new Set(Object.values(HeldBackCode));

/** @returns whether an error's code says that we held the call back ourselves. */
export function isHeldBack(code: string): boolean {
  return heldBackCodes.has(code);
}
