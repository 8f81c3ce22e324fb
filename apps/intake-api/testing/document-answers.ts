import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { createParser } from 'eventsource-parser';
import type { JsonObject } from '@adcp-orchestrator/domain';
import type { DocumentRequest } from './document-requests';

/** What came back. Of a stream: what came within a moment. */
export interface ReceivedAnswer {
  status: number;
  type: string;
  text: string;
}

interface Route {
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
  security?: object[];
  'x-required-role'?: string;
}

/** A stream that says nothing for so long has said what there was. */
const QUIET_MS = 150;
const MOST_STREAM_BYTES = 200_000;
const EVENT_STREAM = 'text/event-stream';

/** Looks at answers as the document tells them. */
export class DocumentAnswers {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction>();

  constructor(private readonly document: JsonObject) {
    addFormats(this.ajv);
    this.ajv.addSchema({ $id: 'document', ...document }, 'document');
  }

  routeOf({ path, method }: Pick<DocumentRequest, 'path' | 'method'>): Route {
    const paths = this.document.paths as unknown as Record<string, Record<string, Route>>;
    const route = paths[path]?.[method.toLowerCase()];
    if (route === undefined) throw new Error(`the document has no ${method} ${path}`);
    return route;
  }

  /** @returns whether the document has a stream of events there */
  streams(request: Pick<DocumentRequest, 'path' | 'method'>): boolean {
    return this.routeOf(request).responses['200']?.content?.[EVENT_STREAM] !== undefined;
  }

  /** @returns what is wrong with the answer's form; null when the document says it so */
  fault(request: DocumentRequest, { status, type, text }: ReceivedAnswer): string | null {
    const answer = this.routeOf(request).responses[String(status)];
    if (answer === undefined) return `the document does not know the status ${status}`;
    if (text === '') return null;
    const schema = answer.content?.[type]?.schema;
    if (schema === undefined) return `the document does not know the type ${type} of ${status}`;
    if (type === EVENT_STREAM) return this.streamFault(text);
    if (!type.endsWith('json')) return null;
    return this.valueFault(`${request.path} ${request.method} ${status} ${type}`, schema, JSON.parse(text));
  }

  /** A stream begins with its position; every other event is one of those that the document describes. */
  private streamFault(text: string): string | null {
    const faults: string[] = [];
    let count = 0;
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        count += 1;
        if (id === undefined) faults.push(`the event ${count} has no id`);
        if (count === 1 && event !== 'position') faults.push('the stream does not begin with its position');
        if (event === 'position') return;
        const wrong = this.valueFault('an event', { $ref: '#/components/schemas/Event' }, JSON.parse(data));
        if (wrong !== null) faults.push(`event ${count}: ${wrong}`);
      },
    });
    parser.feed(text);
    if (count === 0) faults.push('the stream does not say its position');
    return faults[0] ?? null;
  }

  private valueFault(name: string, schema: object, value: unknown): string | null {
    let validate = this.validators.get(name);
    if (validate === undefined) {
      const inDocument = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
      validate = this.ajv.compile(JSON.parse(inDocument) as object);
      this.validators.set(name, validate);
    }
    return validate(value) ? null : this.ajv.errorsText(validate.errors);
  }
}

/** Reads an answer whole; of a stream what it says until it is quiet, and leaves it then. */
export async function receive(response: Response): Promise<ReceivedAnswer> {
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const { status } = response;
  if (type !== EVENT_STREAM || response.body === null) return { status, type, text: await response.text() };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let quiet: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(quiet);
      if (done) break;
      text += decoder.decode(value, { stream: true });
      if (text.length > MOST_STREAM_BYTES) break;
      quiet = setTimeout(() => void reader.cancel(), QUIET_MS);
    }
  } finally {
    clearTimeout(quiet);
    await reader.cancel();
  }
  return { status, type, text };
}
