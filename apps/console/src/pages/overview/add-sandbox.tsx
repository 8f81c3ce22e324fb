import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { ProblemNote } from '../../parts/problem-note';
import { texts } from '../../texts';
import classes from './first-steps.module.css';
import { sandboxAddress, sandboxSeller } from './sandbox';

const words = texts.firstSteps;

/** Registers the publisher of `npm run sandbox`. */
export function AddSandbox(): ReactNode {
  const [address, setAddress] = useState(sandboxAddress);
  const queries = useQueryClient();
  const isUnderWay = useRef(false);
  const adding = useMutation({
    mutationFn: () => dataOf(client.POST('/v1/sellers', { body: sandboxSeller(words.sandboxName, address.trim()) })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.sellers.all }),
    onSettled: () => (isUnderWay.current = false),
  });
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    adding.mutate();
  };
  return (
    <form onSubmit={add} className={classes.form}>
      <p>
        {words.sandboxHint} <code>npm run sandbox</code>
      </p>
      <TextInput
        label={words.address}
        value={address}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
        }}
        required
      />
      {adding.isError && <ProblemNote error={adding.error} />}
      <Button type="submit" loading={adding.isPending}>
        {words.register}
      </Button>
    </form>
  );
}
