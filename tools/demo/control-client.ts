import { ProvisioningError, messageOf } from '../shared/problem.mjs';

const timeoutMs = 15_000;

export type ControlClient = ReturnType<typeof controlClient>;

/** A small JSON client for the control API of the sandbox. The service has one of its own (libs/client). */
export function controlClient(base: string) {
  /**
   * @returns the parsed answer
   * @throws ProvisioningError for anything but a 2xx, with what the server said
   */
  const request = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    let answer;
    let text;
    try {
      answer = await fetch(`${base}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await answer.text();
    } catch (error) {
      throw new ProvisioningError(
        `${method} ${base}${path} got no answer: ${messageOf(error instanceof Error ? (error.cause ?? error) : error)}.`,
        'The log of the demo says what happened to that process.',
        { cause: error },
      );
    }
    if (!answer.ok)
      throw new ProvisioningError(
        `${method} ${base}${path} answered ${answer.status}: ${text.slice(0, 2_000)}`,
        'The log of the demo says more.',
      );
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    get: (path: string) => request('GET', path),
    post: (path: string, body: unknown) => request('POST', path, body),
  };
}
