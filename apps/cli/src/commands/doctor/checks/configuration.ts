import {
  type Config,
  type ConfigWithoutSecrets,
  EnvironmentInvalidError,
  type EnvironmentProblem,
  describeConfig,
  describeRedisUrl,
  parseEnvironment,
  parseEnvironmentWithoutSecrets,
} from '@adcp-orchestrator/platform';
import { type Verdict, fail, ok, warn } from '../finding';

export interface Configuration {
  problems: readonly EnvironmentProblem[];
  /** What can be used of it; null: not even the database. */
  usable: ConfigWithoutSecrets | null;
}

/** Reads the configuration as the processes do. Of one that is wrong, what is right is used for the other checks. */
export function readConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const whole = attempt(() => parseEnvironment(env));
  if (!(whole instanceof EnvironmentInvalidError)) return { problems: [], usable: whole };
  const wrong = new Set<string>(whole.problems.map(({ variable }) => variable));
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !wrong.has(name)));
  const usable = attempt(() => parseEnvironmentWithoutSecrets(rest));
  return { problems: whole.problems, usable: usable instanceof EnvironmentInvalidError ? null : usable };
}

function attempt<T extends Config | ConfigWithoutSecrets>(parse: () => T): T | EnvironmentInvalidError {
  try {
    return parse();
  } catch (error) {
    if (error instanceof EnvironmentInvalidError) return error;
    throw error;
  }
}

/** The same words as those with which a process does not start. */
export function judgeConfiguration({ problems, usable }: Configuration): Verdict[] {
  if (problems.length > 0) {
    return problems.map(({ variable, problem }) => ({
      ...fail(`${variable} ${problem}`, 'Correct the variable: no process starts with it. .env.example explains each.'),
      about: variable,
    }));
  }
  if (usable === null) return [];
  const warnings = dangersOf(usable);
  if (warnings.length > 0) return warnings;
  const { database, credentialsKeyId } = describeConfig(usable);
  const redis = usable.redisUrl === null ? 'none' : describeRedisUrl(usable.redisUrl);
  return [ok(`${String(database)}, Redis ${redis}, credentials key ${String(credentialsKeyId)}`)];
}

function dangersOf({
  nodeEnv,
  allowPrivateNetworks,
  signInLinks,
  webhookUrl,
  redisUrl,
}: ConfigWithoutSecrets): Verdict[] {
  if (nodeEnv !== 'production') return [];
  const dangers: (Verdict | false)[] = [
    allowPrivateNetworks &&
      warn(
        'ALLOW_PRIVATE_NETWORKS=1 is for development',
        'Remove it: a tenant could reach your network by the address of a seller.',
      ),
    signInLinks && warn('SIGN_IN_LINKS=1 is for the demo', 'Remove it.'),
    webhookUrl === null &&
      warn(
        'neither PUBLIC_URL nor WEBHOOK_URL is set: sellers are only polled',
        'Set PUBLIC_URL to where the API is reached from outside.',
      ),
    redisUrl === null &&
      warn(
        'no REDIS_URL: hints travel through Postgres',
        'Set REDIS_URL unless the installation is small (docs/redis.md).',
      ),
  ];
  return dangers.filter((danger) => danger !== false);
}
