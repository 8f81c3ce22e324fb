// @ts-check

/**
 * A problem that its reader can do something about: `message` says what happened, `hint` the way out.
 * The commands print both, without a stack.
 */
export class ProvisioningError extends Error {
  /**
   * @param {string} message
   * @param {string} hint
   * @param {{ exitCode?: number, cause?: unknown }} [options]
   */
  constructor(message, hint, options = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProvisioningError';
    this.hint = hint;
    this.exitCode = options.exitCode ?? 1;
  }
}

/**
 * The message of anything that was thrown.
 * @param {unknown} error
 */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * The `code` of a system error (`ENOENT`), if it has one.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
