import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TestDatabase } from '@adcp-orchestrator/testing';
import type { PostgresCluster } from './postgres-cluster';
import { until } from './until';

const endMs = 60_000;

/**
 * A `pg_dump` into a pipe that nobody reads, as into a slow disk or network. It has locked every table, and keeps its
 * snapshot and its locks until somebody reads.
 */
export class HeldDump {
  private constructor(
    private readonly child: ChildProcess,
    private readonly exited: Promise<unknown[]>,
    private readonly said: string[],
  ) {}

  /** Returns once it has all its locks and has begun to copy. */
  static async start(cluster: PostgresCluster, { url, pool }: TestDatabase, name: string): Promise<HeldDump> {
    const child = cluster.startDump(new URL(url).pathname.slice(1), name);
    const said: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const dump = new HeldDump(child, once(child, 'exit'), said);
    await until(
      `${name} to copy its first table`,
      async () => {
        if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said.join('')}`);
        const { rowCount } = await pool.query(
          `SELECT FROM pg_stat_activity WHERE application_name = $1 AND query LIKE 'COPY %'`,
          [name],
        );
        return rowCount === 1 ? true : undefined;
      },
      { seen: () => said.join('') },
    );
    return dump;
  }

  /** Reads it. @throws Error when the dump failed, or was so small that it held nothing */
  async end(): Promise<void> {
    if (this.child.exitCode === 0) throw new Error('pg_dump had ended before it was read: give it more rows');
    this.child.stdout?.resume();
    const stuck = setTimeout(() => this.child.kill('SIGKILL'), endMs);
    const [code] = await this.exited;
    clearTimeout(stuck);
    if (code !== 0) throw new Error(`pg_dump ended with ${String(code)}: ${this.said.join('')}`);
  }
}
