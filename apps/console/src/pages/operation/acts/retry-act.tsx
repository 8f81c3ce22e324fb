import { Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ApiProblemError } from '../../../api/client';
import type { ReadOperation } from '../../../api/types';
import { ConfirmDialog } from '../../../parts/confirm-dialog';
import { moneySum } from '../../../parts/money-sum';
import { texts } from '../../../texts';
import type { ActProps } from './act-props';
import { changedNote } from './changed-note';
import { acts, usePerforming } from './perform';
import { mayBeBooked } from './repetition';

const words = texts.operationActions;
const badEnds: readonly ReadOperation['status'][] = ['failed', 'rejected', 'canceled'];

/** Sends the same request again. What may be bought twice says so with the money, and is accepted by name. */
export function RetryAct({ operation, seller, sellerName, close, onDone }: ActProps): ReactNode {
  const { version, perform } = usePerforming(operation);
  const [isAccepted, setAccepted] = useState(false);
  const [wasRefused, setRefused] = useState(false);
  const isRepetition = badEnds.includes(operation.status);
  const money = moneySum([operation.summary.total_budget]);
  const mayBeTwice = mayBeBooked(operation) || wasRefused;
  const recognises = (seller?.capabilities?.replay_window_seconds ?? null) !== null;
  return (
    <ConfirmDialog
      label={words.again}
      isGrave={mayBeTwice}
      consequence={
        <>
          <p style={{ margin: 0 }}>
            {isRepetition ? words.repeatMeans(sellerName, money) : words.againMeans(sellerName)}
          </p>
          {mayBeTwice && (
            <p style={{ margin: '8px 0 0' }}>
              <strong>{words.twice(sellerName, doubled(operation))}</strong>
            </p>
          )}
          {mayBeTwice && recognises && !isRepetition && operation.attention?.reason !== 'restored' && (
            <p style={{ margin: '8px 0 0' }}>{words.recognises(sellerName)}</p>
          )}
        </>
      }
      act={async (key) => {
        try {
          onDone(await perform(key, acts.retry({ accept_double_booking: isAccepted })));
        } catch (error) {
          // The service knows of a booking that does not show here: now it must be accepted by name.
          if (error instanceof ApiProblemError && error.problem.status === 409) setRefused(true);
          throw error;
        }
      }}
      refusal={(error) => changedNote(error, operation.id, version)}
      close={close}
    >
      {mayBeTwice && (
        <Checkbox
          label={words.accept}
          description={words.acceptHint(sellerName)}
          checked={isAccepted}
          onChange={(event) => {
            setAccepted(event.currentTarget.checked);
          }}
        />
      )}
    </ConfirmDialog>
  );
}

/** The money of both, if both are booked. */
function doubled({ summary: { total_budget: budget } }: ReadOperation): string {
  return moneySum([budget, budget]);
}
