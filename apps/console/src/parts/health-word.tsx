import { IconAlertTriangle, IconCheck, IconHandStop, IconPlayerPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { HealthProblem } from '../api/seller-health';
import { texts } from '../texts';
import classes from './status-word.module.css';

type Code = HealthProblem['code'];

/** Those that keep operations from being sent until somebody acts. */
const stopping: readonly Code[] = ['credential_refused', 'circuit_open'];

/** What is wrong at a publisher, in a few words; that it is well, when nothing is. */
export function HealthWord({ code }: { code: Code | null }): ReactNode {
  const Icon =
    code === null
      ? IconCheck
      : code === 'paused'
        ? IconPlayerPause
        : stopping.includes(code)
          ? IconHandStop
          : IconAlertTriangle;
  const meaning = code === null ? 'good' : stopping.includes(code) ? 'ours' : 'waiting';
  return (
    <span className={classes.word} data-meaning={meaning} title={code ?? undefined}>
      <Icon size={15} stroke={2} aria-hidden className={classes.icon} />
      {code === null ? texts.sellers.well : texts.sellers.problems[code]}
    </span>
  );
}
