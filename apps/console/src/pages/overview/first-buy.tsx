import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { newKey } from '../../parts/confirm-action';
import { ProblemNote } from '../../parts/problem-note';
import { texts } from '../../texts';
import classes from './first-steps.module.css';
import { firstBuy } from './sandbox';

const words = texts.firstSteps;

/** Sends a buy to the sandbox and leads to it. Before, it is asked whether it is there. */
export function FirstBuy({ seller }: { seller: Seller }): ReactNode {
  const navigate = useNavigate();
  // One key for this page: whoever presses twice buys once.
  const [key] = useState(newKey);
  const [body] = useState(() => firstBuy(new Date()));
  const isUnderWay = useRef(false);
  const probe = useQuery({
    queryKey: [...keys.sellers.one(seller.id), 'probe'],
    queryFn: () => dataOf(client.POST('/v1/sellers/{id}/probe', { params: { path: { id: seller.id } } })),
    staleTime: Infinity,
    retry: false,
  });
  const sending = useMutation({
    mutationFn: () => dataOf(client.POST('/v1/operations', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: ({ id }) => navigate(paths.operation(id)),
    onSettled: () => (isUnderWay.current = false),
  });
  const send = (): void => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    sending.mutate();
  };
  const faults = probe.data?.findings.filter(({ result }) => result === 'fails') ?? [];
  return (
    <div className={classes.form}>
      <p>{words.sendHint}</p>
      {faults.map(({ check, message, what_to_do: todo }) => (
        <p key={check} role="alert" className={classes.fault}>
          {message} {todo}
        </p>
      ))}
      {sending.isError && <ProblemNote error={sending.error} />}
      <span className={classes.buttons}>
        <Button onClick={send} loading={sending.isPending}>
          {words.send}
        </Button>
        {faults.length > 0 && (
          <Button variant="default" loading={probe.isFetching} onClick={() => void probe.refetch()}>
            {words.lookAgain}
          </Button>
        )}
      </span>
    </div>
  );
}
