import { ProvisioningError } from '../shared/problem.mjs';

const workers = { together: ['workers'], apart: ['submitter', 'poller', 'notifier'] } as const;

/**
 * The apps that make the service on this machine.
 * @param env WORKERS: `together` (the default), one process with the roles of the three workers; or `apart`
 * @throws ProvisioningError
 */
export function serviceApps(env: NodeJS.ProcessEnv): readonly string[] {
  const given = env['WORKERS'] || 'together';
  if (given !== 'together' && given !== 'apart') {
    throw new ProvisioningError(
      `WORKERS="${given}" is no form of the workers.`,
      'Set WORKERS=apart for a process each, or leave it unset: the three workers then share one.',
    );
  }
  return ['intake-api', ...workers[given]];
}
