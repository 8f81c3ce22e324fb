import { Radio, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../../../api/types';
import { ConfirmDialog } from '../../../parts/confirm-dialog';
import { moneySum } from '../../../parts/money-sum';
import { NoteField } from '../../../parts/note-field';
import { texts } from '../../../texts';
import type { ActProps } from './act-props';
import { changedNote } from './changed-note';
import { acts, usePerforming } from './perform';

const words = texts.operationActions;

/** A person has learned elsewhere that the publisher did it. */
export function BookedAct({ operation, sellerName, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const isBuy = operation.type === 'create_media_buy';
  const [buy, setBuy] = useState(operation.media_buy_id ?? '');
  const [until, setUntil] = useState('');
  const [note, setNote] = useState('');
  const body = (): Schemas['Resolution'] => {
    const id = buy.trim();
    if (!isBuy) return { status: 'completed', note, ...(id === '' ? {} : { media_buy_id: id }) };
    const deadline = until === '' ? {} : { creative_deadline: new Date(until).toISOString() };
    return { status: 'created', media_buy_id: id, note, ...deadline };
  };
  return (
    <ConfirmDialog
      label={isBuy ? words.booked(sellerName) : words.did(sellerName)}
      consequence={words.bookedMeans(sellerName, moneySum([operation.summary.total_budget]))}
      isIncomplete={note.trim() === '' || (isBuy && buy.trim() === '')}
      act={async (key) => {
        onDone(await perform(key, acts.resolve(body())));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    >
      <TextInput
        label={words.mediaBuyId}
        description={words.mediaBuyIdHint}
        required={isBuy}
        value={buy}
        onChange={(event) => {
          setBuy(event.currentTarget.value);
        }}
      />
      {isBuy && (
        <TextInput
          type="datetime-local"
          label={`${words.creativeDeadline} (${words.optional})`}
          value={until}
          onChange={(event) => {
            setUntil(event.currentTarget.value);
          }}
        />
      )}
      <NoteField label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}

type BadEnd = keyof typeof words.ends;
const ends = Object.keys(words.ends) as BadEnd[];

/** A person has learned elsewhere that the publisher did not do it. */
export function NotBookedAct({ operation, sellerName, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [end, setEnd] = useState<BadEnd>('rejected');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const body = (): Schemas['Resolution'] =>
    end === 'canceled' || reason.trim() === '' ? { status: end, note } : { status: end, note, reason: reason.trim() };
  return (
    <ConfirmDialog
      label={operation.type === 'create_media_buy' ? words.notBooked(sellerName) : words.notDone(sellerName)}
      consequence={words.notBookedMeans(sellerName, moneySum([operation.summary.total_budget]))}
      isGrave
      isIncomplete={note.trim() === ''}
      act={async (key) => {
        onDone(await perform(key, acts.resolve(body())));
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    >
      <Radio.Group
        label={words.how}
        value={end}
        onChange={(value) => {
          setEnd(ends.find((one) => one === value) ?? 'rejected');
        }}
      >
        <Stack gap={6} mt={4}>
          {ends.map((one) => (
            <Radio key={one} value={one} label={words.ends[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {end !== 'canceled' && (
        <TextInput
          label={`${words.reason} (${words.optional})`}
          maxLength={2_000}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      )}
      <NoteField label={words.note} description={words.noteHint} value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}
