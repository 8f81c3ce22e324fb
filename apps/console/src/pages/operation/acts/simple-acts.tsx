import { TextInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '../../../parts/confirm-dialog';
import { moneySum } from '../../../parts/money-sum';
import { NoteField } from '../../../parts/note-field';
import { texts } from '../../../texts';
import type { ActProps } from './act-props';
import { changedNote } from './changed-note';
import { acts, usePerforming } from './perform';

const words = texts.operationActions;

export function AskAct({ operation, sellerName, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  return (
    <ConfirmDialog
      label={words.ask(sellerName)}
      consequence={words.askMeans(sellerName)}
      act={async (key) => {
        onDone(await perform(key, acts.poll));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    />
  );
}

export function CancelAct({ operation, sellerName, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  return (
    <ConfirmDialog
      label={words.cancel}
      consequence={words.cancelMeans(sellerName, moneySum([operation.summary.total_budget]))}
      isGrave
      act={async (key) => {
        onDone(await perform(key, acts.cancel));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    />
  );
}

export function AcknowledgeAct({ operation, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [note, setNote] = useState('');
  return (
    <ConfirmDialog
      label={words.acknowledge}
      consequence={words.acknowledgeMeans}
      isIncomplete={note.trim() === ''}
      act={async (key) => {
        onDone(await perform(key, acts.acknowledge(note)));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    >
      <NoteField label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}

/** Who looks after it, and what is known: for the colleagues who read it next. */
export function NoteAct({ operation, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [assignee, setAssignee] = useState(operation.attention?.assignee ?? '');
  const [note, setNote] = useState(operation.attention?.note ?? '');
  return (
    <ConfirmDialog
      label={words.noteAttention}
      consequence={words.noteMeans}
      act={async (key) => {
        const body = { assignee: orNull(assignee), note: orNull(note) };
        onDone(await perform(key, acts.noteAttention(body)));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    >
      <TextInput
        label={words.assignee}
        maxLength={256}
        value={assignee}
        onChange={(event) => {
          setAssignee(event.currentTarget.value);
        }}
      />
      <Textarea
        label={words.knownNote}
        autosize
        minRows={2}
        maxLength={2_000}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
        }}
      />
    </ConfirmDialog>
  );
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
