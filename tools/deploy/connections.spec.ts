import { connectionsNeeded, poolSizes } from '@adcp-orchestrator/platform';
import { QUEUE_POOL_SIZE } from '@adcp-orchestrator/queues';
import { read } from './deployments';

const text = read('docs/connections.md');

interface Row {
  process: string;
  replicas: string;
  pool: number;
  beside: number;
  redis: number;
}

const rows = [...text.matchAll(/^\| `([\w-]+)` +\| (\d[^|]*?) +\| (\d+) +\| (\d+) +\| (\d+) +\|$/gm)].map(
  ([, process = '', replicas = '', pool, beside, redis]): Row => ({
    process,
    replicas,
    pool: Number(pool),
    beside: Number(beside),
    redis: Number(redis),
  }),
);

/** The services that Kubernetes scales, with the fewest and the most replicas. */
const scaled = ['intake-api', 'submitter', 'poller', 'notifier'].map((process) => {
  const folder = process === 'intake-api' ? 'api' : 'keda';
  const manifest = read(`k8s/components/autoscaling/${folder}/${process}.yaml`);
  const least = Number(/minReplica(?:s|Count): (\d+)/.exec(manifest)?.[1]);
  const most = Number(/maxReplica(?:s|Count): (\d+)/.exec(manifest)?.[1]);
  return { process, least, most, row: rows.find((row) => row.process === process) };
});

/** While a release rolls, there is one replica more of each. */
const sum = (replicas: 'least' | 'most', of: (row: Row) => number): number =>
  scaled.reduce((all, one) => all + (one[replicas] + 1) * (one.row === undefined ? NaN : of(one.row)), 0);

const ofPostgres = ({ pool, beside }: Row): number => pool + beside;
const needed = (replicas: 'least' | 'most'): number =>
  connectionsNeeded({
    replicas: (service) => scaled.find(({ process }) => process === service)?.[replicas] ?? NaN,
    throughPooler: false,
    ofQueues: 0,
  });
const migrator = rows.find(({ process }) => process === 'migrator');
const ownSessions = (migrator === undefined ? NaN : ofPostgres(migrator)) + poolSizes['key-rotator'] + 3;

describe('docs/connections.md', () => {
  it('has every process that holds a pool, with its size', () => {
    expect(Object.fromEntries(rows.map(({ process, pool }) => [process, pool]))).toEqual(poolSizes);
    expect(text).toContain(`holds up to ${QUEUE_POOL_SIZE} more to Postgres`);
  });

  it('has the replicas of Kubernetes', () => {
    expect(read('k8s/components/pod-defaults/service-pods.yaml')).toContain('maxSurge: 1');
    for (const { least, most, row } of scaled) expect(row?.replicas).toBe(`${least} to ${most}`);
  });

  it('adds them up', () => {
    const redis = sum('most', (row) => row.redis);
    for (const replicas of ['least', 'most'] as const)
      expect(needed(replicas)).toBe(sum(replicas, ofPostgres) + ownSessions);
    expect(text).toMatch(new RegExp(`\\| together +\\| ${sum('most', ofPostgres) + ownSessions} +\\| ${redis} +\\|`));
    expect(text).toContain(`it is ${sum('least', ofPostgres) + ownSessions} and ${sum('least', (row) => row.redis)}`);
    expect(text).toContain(`rolls: ${sum('most', ({ pool }) => pool)} in production`);
    const clients = Number(/^max_client_conn = (\d+)$/m.exec(text)?.[1]);
    expect(clients).toBeGreaterThan(sum('most', ({ pool }) => pool));
  });
});
