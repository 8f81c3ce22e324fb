import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers. With `hang` it never answers. */
export interface ServedDocument {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  hang?: boolean;
}

/** A web server on loopback that publishes JSON documents, and counts how often each was fetched. */
export class DocumentServer {
  private readonly documents = new Map<string, ServedDocument>();
  private readonly fetches = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<DocumentServer> {
    const server = createServer((request, response) => {
      self.answer(request.url ?? '', (document) => {
        if (document.hang === true) return;
        response
          .writeHead(document.status ?? 200, { 'content-type': 'application/json', ...document.headers })
          .end(typeof document.body === 'string' ? document.body : JSON.stringify(document.body ?? {}));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const self = new DocumentServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return self;
  }

  /** @returns the document's URL */
  serve(path: string, document: ServedDocument): string {
    this.documents.set(path, document);
    return this.url + path;
  }

  fetched(path: string): number {
    return this.fetches.get(path) ?? 0;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => {
      this.server.close(() => {
        stopped();
      });
      this.server.closeAllConnections();
    });
  }

  private answer(path: string, send: (document: ServedDocument) => void): void {
    this.fetches.set(path, this.fetched(path) + 1);
    send(this.documents.get(path) ?? { status: 404 });
  }
}
