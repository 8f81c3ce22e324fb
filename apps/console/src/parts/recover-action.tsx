import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../api/client';
import { keys } from '../api/keys';
import { texts } from '../texts';
import { ConfirmAction } from './confirm-action';
import { instantText } from './format';

const words = texts.recover;
const HOUR_MS = 3_600_000;
/** A call looks at a part of the events, and says where to go on. More calls than this are another day's work. */
const MOST_CALLS = 50;

/** Owes a subscription again what it has missed since a time. */
export function RecoverAction({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const [since, setSince] = useState(() => localText(new Date(Date.now() - HOUR_MS)));
  const [done, setDone] = useState<Recovered | null>(null);
  const start = new Date(since);
  const isIncomplete = Number.isNaN(start.getTime());
  return (
    <>
      <ConfirmAction
        label={words.action}
        consequence={words.means}
        isIncomplete={isIncomplete}
        act={async () => {
          setDone(await recover(id, start.toISOString()));
        }}
        onDone={() => void queries.invalidateQueries({ queryKey: keys.deliveries.all })}
      >
        <TextInput
          type="datetime-local"
          label={words.since}
          description={words.limit}
          value={since}
          onChange={(event) => {
            setSince(event.currentTarget.value);
          }}
        />
      </ConfirmAction>
      {done !== null && (
        <span role="status">
          {words.owed(done.owed)} {done.next !== null && words.goOn(instantText(new Date(done.next)))}
        </span>
      )}
    </>
  );
}

interface Recovered {
  owed: number;
  /** Where to go on, when there was more than could be looked at. */
  next: string | null;
}

async function recover(id: string, since: string): Promise<Recovered> {
  let owed = 0;
  let next: string | null = since;
  for (let calls = 0; next !== null && calls < MOST_CALLS; calls += 1) {
    const answer: { owed: number; next_since: string | null } = await dataOf(
      client.POST('/v1/subscriptions/{id}/recover', { params: { path: { id } }, body: { since: next } }),
    );
    owed += answer.owed;
    next = answer.next_since;
  }
  return { owed, next };
}

/** As a field for a date and a time wants it, in the reader's zone. */
function localText(at: Date): string {
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
