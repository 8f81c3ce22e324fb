import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Late } from './late';
import { Loading } from './loading';
import { ProblemNote } from './problem-note';

interface AnswerProps<T> {
  of: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** Grey lines while it is awaited. */
  lines?: number;
  children: (data: T) => ReactNode;
}

/** What was asked for: once it is there, while it is awaited, or why it is not there. */
export function Answer<T>({ of: { data, error, refetch }, lines = 4, children }: AnswerProps<T>): ReactNode {
  if (data !== undefined) return children(data);
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  return (
    <Late>
      <Loading lines={lines} />
    </Late>
  );
}
