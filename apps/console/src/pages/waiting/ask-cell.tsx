import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconAddressBook, IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { client, dataOf } from '../../api/client';
import type { Operation, Seller } from '../../api/types';
import { newKey } from '../../parts/confirm-action';
import { ProblemNote } from '../../parts/problem-note';
import { SellerContact } from '../../parts/seller-contact';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import classes from './waiting-page.module.css';

interface AskCellProps {
  row: Operation;
  seller: Seller | undefined;
  name: string;
}

const words = texts.waitingPage;

/** The two ways to ask a publisher: its system, and its people. */
export function AskCell({ row, seller, name }: AskCellProps): ReactNode {
  return (
    <span className={classes.ask}>
      {row.allowed_actions.includes('poll') && (
        <ForRole role="trader">
          <AskNow id={row.id} name={name} />
        </ForRole>
      )}
      <Popover position="bottom-end" shadow="none" width={300} trapFocus withArrow>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={words.people(name)}
            title={words.people(name)}
          >
            <IconAddressBook size={16} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown>
          <SellerContact seller={seller} name={name} about={row} />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

/** Asking changes nothing, so it needs no question before it. */
function AskNow({ id, name }: { id: string; name: string }): ReactNode {
  const isUnderWay = useRef(false);
  const asking = useMutation({
    mutationFn: () =>
      dataOf(
        client.POST('/v1/operations/{id}/poll', {
          params: { path: { id }, header: { 'Idempotency-Key': newKey() } },
        }),
      ),
    onSettled: () => (isUnderWay.current = false),
  });
  const ask = (): void => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    asking.mutate();
  };
  return (
    <Popover opened={asking.isError} onChange={asking.reset} position="bottom-end" shadow="none" width={340} withArrow>
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="default"
          onClick={ask}
          loading={asking.isPending}
          aria-label={asking.isSuccess ? words.asked(name) : words.askNow(name)}
          title={asking.isSuccess ? words.askedHint : words.askHint(name)}
          leftSection={asking.isSuccess ? <IconCheck size={13} aria-hidden /> : undefined}
        >
          {asking.isSuccess ? words.askedShort : words.ask}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ProblemNote error={asking.error} />
      </Popover.Dropdown>
    </Popover>
  );
}
