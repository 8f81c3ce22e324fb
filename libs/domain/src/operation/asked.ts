/** The `Idempotency-Key` of a person's action, kept with its timeline entry: a repetition finds what was done. */
export interface AskedKey {
  key: string;
  /** Of the action and its body: tells a repetition from another request under the same key. */
  hash: string;
  /** What the action meant, as it was told then. */
  consequence: string;
}

/** Who asked, by what never changes: a name may be another one's tomorrow. */
export interface AskedBy {
  /** What the id names: an API key, or a person of an identity provider. */
  kind: string;
  id: string;
}

/** On what terms a person asked. */
export interface Asked {
  key: AskedKey | null;
  /** The version that the person saw; null: whatever it is. */
  version: number | null;
  by: AskedBy;
}
