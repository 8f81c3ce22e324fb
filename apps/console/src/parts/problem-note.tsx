import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ApiProblemError } from '../api/client';
import { texts } from '../texts';
import { CopyId } from './copy-id';
import classes from './problem-note.module.css';

interface ProblemNoteProps {
  error: unknown;
  /** Tries again what failed. */
  again?: () => void;
}

/** What went wrong, what to do, and under which id the service has logged it. */
export function ProblemNote({ error, again }: ProblemNoteProps): ReactNode {
  const { title, detail, errors, requestId } = wordsOf(error);
  return (
    <div className={classes.note} role="alert">
      <IconAlertTriangle size={16} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        <strong>{title}</strong>
        <p className={classes.detail}>{detail}</p>
        {errors.length > 0 && (
          <ul className={classes.errors}>
            {errors.map(({ pointer, detail: what }) => (
              <li key={`${pointer} ${what}`}>
                {pointer !== '' && <code>{pointer}</code>} {what}
              </li>
            ))}
          </ul>
        )}
        {requestId !== null && (
          <div className={classes.request}>
            {texts.problem.request} <CopyId id={requestId} />
          </div>
        )}
      </div>
      {again !== undefined && (
        <Button variant="default" size="xs" onClick={again}>
          {texts.problem.again}
        </Button>
      )}
    </div>
  );
}

interface ProblemWords {
  title: string;
  detail: string;
  errors: readonly { pointer: string; detail: string }[];
  requestId: string | null;
}

function wordsOf(error: unknown): ProblemWords {
  if (error instanceof ApiProblemError) {
    const { title, detail, errors, request_id: requestId } = error.problem;
    return { title, detail, errors: errors ?? [], requestId: requestId ?? null };
  }
  const { away, failed } = texts.problem;
  if (error instanceof TypeError && /fetch|network/i.test(error.message))
    return { ...away, errors: [], requestId: null };
  const message = error instanceof Error ? error.message : String(error);
  return { title: failed.title, detail: failed.detail(message), errors: [], requestId: null };
}
