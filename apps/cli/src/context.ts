import { type Client, createClient } from '@adcp-orchestrator/client';
import { politeFetch } from './connection/polite-fetch';
import { type GlobalOptions, settingsOf } from './connection/settings';
import { ExitCode } from './exit-code';
import { Output } from './output/output';
import type { World } from './world';

/** What a command has while it runs. */
export class Context {
  options: GlobalOptions = { color: true, timeout: 30 };
  /** How the command ends when it does not fail. */
  exitCode: ExitCode = ExitCode.ok;
  private made: Promise<Client> | null = null;

  constructor(readonly world: World) {}

  get out(): Output {
    const { json, color } = this.options;
    return new Output(this.world, { json: json === true, color });
  }

  /** The API, with the key. */
  client(): Promise<Client> {
    this.made ??= this.connect();
    return this.made;
  }

  readonly trace = (line: string): void => {
    if (this.options.debug === true) this.world.stderr.write(`debug: ${line}\n`);
  };

  private async connect(): Promise<Client> {
    const { url, key } = await settingsOf(this.options, this.world);
    const { signal } = this.world;
    const manners = { timeoutMs: this.options.timeout * 1_000, signal, trace: this.trace };
    return createClient({ baseUrl: url, apiKey: key, fetch: politeFetch(manners) });
  }
}
