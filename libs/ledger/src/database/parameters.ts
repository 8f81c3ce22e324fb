/** The parameters of a statement, which is built piece by piece. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns the place of the value in the statement */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}
