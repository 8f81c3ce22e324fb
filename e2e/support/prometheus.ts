import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '@adcp-orchestrator/testing';
import { until } from './until';

const ENDS_WITHIN_MS = 10_000;

/** One series that a query returned, by its labels. */
export type Series = Record<string, string>;

const answerSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: z.unknown() }),
  z.object({ status: z.literal('error'), error: z.string() }),
]);
const vectorSchema = z.object({ result: z.array(z.object({ metric: z.record(z.string(), z.string()) })) });
const rulesSchema = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ name: z.string(), health: z.string() })) })),
});

export interface PrometheusOptions {
  /** What it scrapes: `host:port` by the name of the process. */
  targets: Readonly<Record<string, string>>;
  /** The file of rules that it evaluates. */
  rules: string;
}

/** A Prometheus of its own on loopback, which scrapes every five seconds and keeps what it learns in a directory of its own. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    private readonly url: string,
  ) {}

  static async start({ targets, rules }: PrometheusOptions): Promise<Prometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'adcp-prometheus-'));
    const port = await freePort();
    const config = join(directory, 'prometheus.json');
    await writeFile(
      config,
      // YAML is a superset of JSON.
      JSON.stringify({
        global: { scrape_interval: '5s', scrape_timeout: '5s', evaluation_interval: '1s' },
        rule_files: [rules],
        scrape_configs: [{ job_name: 'adcp-orchestrator', static_configs: [{ targets: Object.values(targets) }] }],
      }),
    );
    const args = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${directory}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const child = spawn('prometheus', [...args, '--log.level=error'], { stdio: ['ignore', 'inherit', 'inherit'] });
    const prometheus = new Prometheus(child, directory, `http://127.0.0.1:${port}`);
    try {
      await until('Prometheus to be ready', async () => {
        if (child.exitCode !== null) throw new Error(`Prometheus ended with ${child.exitCode}`);
        return (await fetch(`${prometheus.url}/-/ready`).catch(() => undefined))?.ok === true ? true : undefined;
      });
    } catch (error) {
      await prometheus.stop();
      throw error;
    }
    return prometheus;
  }

  /** @throws Error with what Prometheus says about a query that it does not accept */
  async query(expr: string): Promise<Series[]> {
    const { result } = vectorSchema.parse(await this.ask('/api/v1/query', { query: expr }));
    return result.map(({ metric }) => metric);
  }

  /** @returns the health of every rule, by its name: `ok`, `err`, or `unknown` before it was evaluated */
  async rules(): Promise<Map<string, string>> {
    const { groups } = rulesSchema.parse(await this.ask('/api/v1/rules'));
    return new Map(groups.flatMap(({ rules }) => rules.map(({ name, health }) => [name, health] as const)));
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      const late = setTimeout(() => this.child.kill('SIGKILL'), ENDS_WITHIN_MS);
      await ended;
      clearTimeout(late);
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async ask(path: string, parameters: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${this.url}${path}?${new URLSearchParams(parameters).toString()}`, {
      signal: AbortSignal.timeout(60_000),
    });
    const answer = answerSchema.parse(await response.json());
    if (answer.status === 'error') throw new Error(`${answer.error} in: ${JSON.stringify(parameters)}`);
    return answer.data;
  }
}
