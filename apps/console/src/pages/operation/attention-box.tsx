import type { ReactNode } from 'react';
import type { ReadOperation } from '../../api/types';
import { Since } from '../../parts/when';
import { texts } from '../../texts';
import classes from './operation-page.module.css';

const words = texts.operation;

/** Why a person is needed, what to do, and who looks after it. */
export function AttentionBox({ of: attention }: { of: NonNullable<ReadOperation['attention']> }): ReactNode {
  return (
    <div className={classes.todo}>
      <div>
        <strong>{words.whatToDo}:</strong> {attention.what_to_do}
      </div>
      <div className={classes.todoMore}>
        {texts.attention[attention.reason]} · {words.attentionSince} <Since at={attention.since} /> ·{' '}
        {attention.assignee === null ? words.nobody : words.lookedAfter(attention.assignee)}
        {attention.note !== null && `: ${attention.note}`}
      </div>
    </div>
  );
}
