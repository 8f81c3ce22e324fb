import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One mail as the server took it. */
export interface ReceivedMail {
  to: string[];
  /** Headers and both bodies, with line ends and encoded characters undone. */
  text: string;
}

/** What the server answers to a recipient; null takes it. `hang` answers nothing. */
type Judge = (address: string) => { code: number; message: string } | 'hang' | null;

/** A real SMTP server on loopback. It keeps what it takes, and behaves as the test says. */
export class Mailbox {
  readonly received: ReceivedMail[] = [];
  /** Most connections that were open at the same time. */
  mostAtOnce = 0;
  judge: Judge = () => null;
  private open = 0;

  static async listen(options: { offersTls?: boolean } = {}): Promise<Mailbox> {
    const mailbox = new Mailbox(options.offersTls ?? false);
    await new Promise<void>((resolve) => {
      mailbox.server.listen(0, '127.0.0.1', resolve);
    });
    return mailbox;
  }

  private readonly server: SMTPServer;

  private constructor(offersTls: boolean) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: offersTls ? [] : ['STARTTLS'],
      closeTimeout: 100,
      onConnect: (_session, done) => {
        this.open += 1;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.open);
        done();
      },
      onClose: () => {
        this.open -= 1;
      },
      onRcptTo: ({ address }, _session, done) => {
        const answer = this.judge(address);
        if (answer === 'hang') return;
        done(answer === null ? null : Object.assign(new Error(answer.message), { responseCode: answer.code }));
      },
      onData: (stream, { envelope }, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          this.received.push({
            to: envelope.rcptTo.map(({ address }) => address),
            text: readable(Buffer.concat(parts).toString('latin1')),
          });
          done();
        });
      },
    });
    // A client that is cut off is no fault of the server's.
    this.server.on('error', () => undefined);
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }
}

/** Undoes folded lines, quoted-printable, and encoded words of headers. */
function readable(raw: string): string {
  const bytes = raw
    .replace(/\r\n[ \t]+(?==\?)/g, '')
    .replace(/=\?utf-8\?Q\?(.*?)\?=/gi, (_all, word: string) => word.replaceAll('_', ' '))
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
