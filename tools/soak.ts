// `npm run soak`: half of the machine's load, for long. This file starts what bench/soak measures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measure } from './bench/measuring-process';
import { onDatastores } from './bench/on-datastores';
import { startBenched } from './bench/service';
import { goalTable } from './bench/table';

const DEFAULT_MINUTES = 30;
/** A week, and more than any machine of today does. */
const MOST = { '--minutes': 10_080, '--rate': 10_000 } as const;

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const { minutes, rate } = parseOptions(args);
  process.env['WORKERS'] ||= 'apart';
  await onDatastores(root, async ({ place, datastores, dataDir, interrupt }) => {
    const redisUrl = datastores.redis();
    const databaseUrl = await datastores.database('adcp_soak', place.stops);
    const service = { root, databaseUrl, redisUrl, profileDirectory: null };
    // A life takes minutes: people decide within seconds, and a buy is asked about after half a minute, when it has ended.
    const env = { POLL_INITIAL_SECONDS: '2', LATE_WATCH_SECONDS: '120' };
    const product = await startBenched(place, { ...service, env });
    const directory = join(dataDir, 'soak');
    mkdirSync(directory, { recursive: true });
    const file = join(directory, `${new Date().toISOString().replace(/[:.]/g, '-')}.ndjson`);
    const context = { minutes, rate, file, product, redisUrl: redisUrl ?? null };
    const { exitCode, figures } = await measure({ root, program: 'soak', context, interrupt });
    if (figures.length > 0) place.say(`\n${goalTable(figures)}`);
    return exitCode;
  });
}

function parseOptions(args: readonly string[]): { minutes: number; rate: number | null } {
  const options: Record<keyof typeof MOST, number | null> = { '--minutes': DEFAULT_MINUTES, '--rate': null };
  const left = args.values();
  for (const argument of left) {
    if (argument !== '--minutes' && argument !== '--rate') refuse(`Unknown option "${argument}"`);
    const value = Number(left.next().value);
    if (!Number.isInteger(value) || value < 1 || value > MOST[argument])
      refuse(`${argument} takes a whole number from 1 to ${MOST[argument]}`);
    options[argument] = value;
  }
  return { minutes: options['--minutes'] ?? DEFAULT_MINUTES, rate: options['--rate'] };
}

function refuse(problem: string): never {
  console.error(`${problem}. npm run soak -- --help lists what there is.`);
  process.exit(2);
}
