import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type Subscription, receiverOf } from '../../api/subscriptions';
import { ConfirmAction } from '../../parts/confirm-action';
import { durationText } from '../../parts/format';
import { ProblemNote } from '../../parts/problem-note';
import { RecoverAction } from '../../parts/recover-action';
import { ShownOnce } from '../../parts/shown-once';
import { useUrlState } from '../../parts/use-url-state';
import { texts } from '../../texts';

const words = texts.subscriptions;
const overlaps = ['24', '1', '168', '0'] as const;

/** What an admin may do with a subscription, each with its consequence. */
export function SubscriptionActions({
  subscription,
  onDeleted,
}: {
  subscription: Subscription;
  onDeleted: () => void;
}): ReactNode {
  const { id, channel, enabled } = subscription;
  const [, set] = useUrlState();
  const [secret, setSecret] = useState<string | null>(null);
  const queries = useQueryClient();
  const again = (): void => void queries.invalidateQueries({ queryKey: keys.subscriptions.all });
  const path = { params: { path: { id } } };
  const to = receiverOf(subscription);
  if (secret !== null) {
    return (
      <ShownOnce
        label={words.secret}
        secret={secret}
        done={() => {
          setSecret(null);
        }}
      />
    );
  }
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center' }}>
      <Test id={id} />
      <Button
        variant="default"
        onClick={() => {
          set({ form: 'edit' });
        }}
      >
        {words.edit}
      </Button>
      <ConfirmAction
        label={enabled ? words.disable : words.enable}
        consequence={enabled ? words.disableMeans(to) : words.enableMeans(to)}
        act={() => dataOf(client.PATCH('/v1/subscriptions/{id}', { ...path, body: { enabled: !enabled } }))}
        onDone={again}
      />
      {enabled && <RecoverAction id={id} />}
      {channel === 'webhook' && <Rotate id={id} onSecret={setSecret} onDone={again} />}
      <ConfirmAction
        label={words.delete}
        isGrave
        consequence={words.deleteMeans(to)}
        act={() => dataOf(client.DELETE('/v1/subscriptions/{id}', path))}
        onDone={() => {
          again();
          onDeleted();
        }}
      />
    </div>
  );
}

interface RotateProps {
  id: string;
  onSecret: (secret: string) => void;
  onDone: () => void;
}

function Rotate({ id, onSecret, onDone }: RotateProps): ReactNode {
  const [hours, setHours] = useState<string>(overlaps[0]);
  return (
    <ConfirmAction
      label={words.rotate}
      consequence={words.rotateMeans}
      isGrave={hours === '0'}
      act={async () => {
        const { secret } = await dataOf(
          client.POST('/v1/subscriptions/{id}/rotate-secret', {
            params: { path: { id } },
            body: { overlap_hours: Number(hours) },
          }),
        );
        if (secret !== null) onSecret(secret);
      }}
      onDone={onDone}
    >
      <NativeSelect
        label={words.overlap}
        value={hours}
        data={overlaps.map((value) => ({ value, label: words.overlaps[value] }))}
        onChange={(event) => {
          setHours(event.currentTarget.value);
        }}
      />
    </ConfirmAction>
  );
}

/** Sends one notification of a test now, and says in words what came of it. */
function Test({ id }: { id: string }): ReactNode {
  const testing = useMutation({
    mutationFn: () => dataOf(client.POST('/v1/subscriptions/{id}/test', { params: { path: { id } } })),
  });
  const { data } = testing;
  return (
    <>
      <Button
        loading={testing.isPending}
        onClick={() => {
          testing.mutate();
        }}
      >
        {words.test}
      </Button>
      {(testing.isError || data !== undefined) && (
        <div style={{ order: 1, flexBasis: '100%' }}>
          {testing.isError && <ProblemNote error={testing.error} />}
          {data !== undefined && (
            <div role="status">
              <p style={{ margin: 0 }}>
                <strong>{words.testResults[data.result]}</strong>{' '}
                {words.testTook(durationText(data.duration_ms), data.http_status)} {data.error}
              </p>
              {data.answer !== null && data.answer !== '' && (
                <pre style={{ margin: '6px 0 0', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{data.answer}</pre>
              )}
            </div>
          )}
        </div>
      )}
    </>
  );
}
