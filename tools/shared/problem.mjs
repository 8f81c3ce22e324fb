// @ts-check

/**
 * A problem that its reader can do something about. `message` says what happened, `hint` the way out. The commands
 * print both, without a stack.
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
 * @returns {string}
 */
export function messageOf(error) {
  return hasText(error, 'message') ? error.message : String(error);
}

/**
 * The `code` of a system error (`ENOENT`), if it has one. It does not use `instanceof`, because under Jest such errors
 * come from another realm.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function codeOf(error) {
  return hasText(error, 'code') ? error.code : undefined;
}

/**
 * @template {string} Key
 * @param {unknown} value
 * @param {Key} key
 * @returns {value is Record<Key, string>}
 */
function hasText(value, key) {
  return (
    typeof value === 'object' && value !== null && key in value && typeof (/** @type {any} */ (value)[key]) === 'string'
  );
}
