import { type IncomingMessage, request } from 'node:http';
import { createParser } from 'eventsource-parser';

/** One stream of a tenant's events. */
export class StreamReader {
  private constructor(
    private readonly response: IncomingMessage,
    private readonly onOperation: ((operationId: string, type: string) => void) | null,
  ) {}

  /**
   * @param onOperation called for each event with its operation and type; null: the bytes are only taken
   * @throws Error when there is no stream
   */
  static async open(
    url: string,
    key: string,
    onOperation: ((operationId: string, type: string) => void) | null,
  ): Promise<StreamReader> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' };
      const sent = request(`${url}/v1/events`, { agent: false, headers });
      sent.once('response', resolve);
      sent.once('error', reject);
      sent.end();
    });
    if (response.statusCode !== 200) throw new Error(`a stream was answered with ${String(response.statusCode)}`);
    const reader = new StreamReader(response, onOperation);
    await reader.begin();
    return reader;
  }

  close(): void {
    this.response.destroy();
  }

  /** Resolves with the first bytes: the position at which the stream begins. */
  private begin(): Promise<void> {
    const { response, onOperation } = this;
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === 'position' || onOperation === null) return;
        onOperation((JSON.parse(data) as { operation_id: string }).operation_id, event ?? '');
      },
    });
    response.setEncoding('utf8');
    return new Promise((resolve, reject) => {
      response.on('data', (text: string) => {
        resolve();
        if (onOperation !== null) parser.feed(text);
      });
      response.once('error', reject);
      response.once('close', () => {
        reject(new Error('a stream ended before it began'));
      });
    });
  }
}
