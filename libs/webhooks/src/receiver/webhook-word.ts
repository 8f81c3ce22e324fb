import { MAX_SELLER_ID_CHARACTERS, WebhookMalformedError, type WebhookWord } from '@adcp-orchestrator/domain';

/**
 * Checks the ids that a webhook is filed under.
 * @throws WebhookMalformedError when one is empty, too long, or holds what a database key cannot
 */
export function checkWord(word: WebhookWord): void {
  check('the delivery key', word.deliveryKey);
  if (word.taskId !== null) check('the task id', word.taskId);
  if (word.operationId !== null) check('the operation id', word.operationId);
}

function check(what: string, value: string): void {
  if (value.length === 0 || value.length > MAX_SELLER_ID_CHARACTERS) {
    throw new WebhookMalformedError(
      `${what} has ${value.length} characters; it must have 1 to ${MAX_SELLER_ID_CHARACTERS}`,
    );
  }
  if (value.includes('\u0000')) throw new WebhookMalformedError(`${what} holds a NUL character`);
}
