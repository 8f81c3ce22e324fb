import type { IncomingHttpHeaders } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { type EventSourceMessage, type EventSourceParser, createParser } from 'eventsource-parser';
import type { Agent, Dispatcher } from 'undici';
import { Executed, FaultCode } from '../faults/seller-fault';
import { ExchangeFailedError } from './exchange-failed';

/** How long a stream may stay open after the answer has come, before its socket is closed. */
const LINGER_MS = 250;

export interface ExchangeRequest {
  url: URL;
  method: 'POST' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** A larger answer or event stream is not read. */
  maxAnswerBytes: number;
  /** Whether this message of an event stream is the awaited one. Then the exchange is over. */
  isAwaited: (message: string) => boolean;
}

/** A whole answer: its text, or the messages of its event stream up to the awaited one. */
export interface ExchangeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  messages: string[] | null;
}

/**
 * Makes one HTTP exchange, sent at most once. It ends with the caller's signal, at the limit for the size of answers,
 * or at once when the connection breaks, instead of at the end of a timeout.
 * @throws ExchangeFailedError that says whether a byte of the request may have been written
 */
export function exchange(agent: Agent, request: ExchangeRequest): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new Exchange(request, resolve, reject);
    if (!handler.begin()) return;
    const { url, method, headers, body } = request;
    agent.dispatch(
      { origin: url.origin, path: url.pathname + url.search, method, headers, body: body ?? null },
      handler,
    );
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null;
  #started = false;
  #done = false;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #bytes = 0;
  #text = '';
  #sse: EventSourceParser | null = null;
  #messages: string[] = [];
  readonly #decoder = new StringDecoder('utf8');

  constructor(
    private readonly request: ExchangeRequest,
    private readonly resolve: (answer: ExchangeAnswer) => void,
    private readonly reject: (error: ExchangeFailedError) => void,
  ) {}

  /** @returns false when the signal had already fallen; then nothing may be sent */
  begin(): boolean {
    this.request.signal.addEventListener('abort', this.#onAbort, { once: true });
    if (this.request.signal.aborted) this.#onAbort();
    return !this.#done;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#done || this.#started) {
      // The call was given up while it waited for a connection. Or undici wants to write it a second time, which we
      // never do.
      controller.abort(new Error('the call is over'));
      return;
    }
    this.#controller = controller;
    this.#started = true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    const streams = status < 300 && (headers['content-type'] ?? '').toLowerCase().startsWith('text/event-stream');
    if (streams) this.#sse = createParser({ onEvent: this.#onEvent });
    const announced = Number(headers['content-length'] ?? 0);
    if (announced > this.request.maxAnswerBytes) this.#tooLarge(announced);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.request.maxAnswerBytes) {
      this.#tooLarge(this.#bytes);
      return;
    }
    if (this.#done) return;
    const piece = this.#decoder.write(chunk);
    if (this.#sse === null) this.#text += piece;
    else this.#sse.feed(piece);
  }

  onResponseEnd(): void {
    // A last message without its empty line still counts: it may hold the answer.
    this.#sse?.feed('\n\n');
    if (this.#done) return;
    if (this.#sse !== null) {
      this.#fail(FaultCode.dropped, "the seller's event stream ended without the answer");
      return;
    }
    this.#succeed(null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    const { code, message } = describe(error, this.#started);
    this.#fail(code, message, error);
  }

  readonly #onAbort = (): void => {
    const reason: unknown = this.request.signal.reason;
    if (reason instanceof ExchangeFailedError) this.#fail(reason.code, reason.message, reason);
    else this.#fail(FaultCode.aborted, 'the call was given up before the seller answered', reason);
    this.#controller?.abort(new Error('the call was given up'));
  };

  readonly #onEvent = ({ event = 'message', data }: EventSourceMessage): void => {
    if (this.#done || event !== 'message') return;
    this.#messages.push(data);
    if (!this.request.isAwaited(data)) return;
    this.#succeed(this.#messages);
    setTimeout(() => this.#controller?.abort(new Error('the answer has come')), LINGER_MS).unref();
  };

  #tooLarge(bytes: number): void {
    this.#fail(
      FaultCode.tooLarge,
      `the seller's answer was not read: it is larger than the limit of ${this.request.maxAnswerBytes} bytes (${bytes} so far). MAX_ANSWER_BYTES raises the limit for later answers`,
    );
    this.#controller?.abort(new Error('the answer is too large'));
  }

  #succeed(messages: string[] | null): void {
    if (!this.#finish()) return;
    const text = messages === null ? this.#text + this.#decoder.end() : '';
    this.resolve({ status: this.#status, headers: this.#headers, text, messages });
  }

  #fail(code: FaultCode, message: string, cause?: unknown): void {
    if (!this.#finish()) return;
    const executed = this.#started ? Executed.maybe : Executed.no;
    this.reject(new ExchangeFailedError(code, executed, message, { cause }));
  }

  #finish(): boolean {
    if (this.#done) return false;
    this.#done = true;
    this.request.signal.removeEventListener('abort', this.#onAbort);
    return true;
  }
}

function describe(error: Error, started: boolean): { code: FaultCode; message: string } {
  const code = (error as NodeJS.ErrnoException).code ?? error.name;
  if (code === 'OUTBOUND_ADDRESS_REFUSED') return { code: FaultCode.addressRefused, message: error.message };
  const reason = error.message === '' ? code : `${error.message} (${code})`;
  if (!started) return { code: FaultCode.unreachable, message: `no connection to the seller: ${reason}` };
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { code: FaultCode.timedOut, message: `the seller did not answer in time: ${reason}` };
  }
  return { code: FaultCode.dropped, message: `the connection to the seller broke during the call: ${reason}` };
}
