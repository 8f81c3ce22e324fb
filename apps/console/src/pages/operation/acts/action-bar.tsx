import { Button, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useState } from 'react';
import type { ReadOperation, Schemas, Seller } from '../../../api/types';
import { paths } from '../../../app/paths';
import { texts } from '../../../texts';
import classes from '../operation-page.module.css';
import type { ActProps } from './act-props';
import { canBeCorrected, canBeSentAgain } from './repetition';
import { BookedAct, NotBookedAct } from './resolve-acts';
import { RetryAct } from './retry-act';
import { AcknowledgeAct, AskAct, CancelAct, NoteAct } from './simple-acts';

const words = texts.operationActions;

interface Act {
  name: string;
  label: string;
  dialog: ComponentType<ActProps>;
}

interface ActionBarProps {
  operation: ReadOperation;
  seller: Seller | undefined;
  sellerName: string;
  /** Told of what was done, where the operation leaves the page with it. */
  onActed?: (acted: Schemas['ActedOperation']) => void;
}

/** What a person may do now: what helps most in front, the rest behind three dots. */
export function ActionBar({ operation, seller, sellerName, onActed }: ActionBarProps): ReactNode {
  const [asking, setAsking] = useState<Act | null>(null);
  const [done, setDone] = useState('');
  const navigate = useNavigate();
  const acts = actsOf(operation, sellerName);
  const front = acts.slice(0, operation.attention === null ? 2 : 3);
  const behind = acts.slice(front.length);
  const onDone = (acted: Schemas['ActedOperation']): void => {
    setDone(acted.consequence);
    onActed?.(acted);
    if (acted.id !== operation.id) void navigate(paths.operation(acted.id));
  };
  const Dialog = asking?.dialog;
  return (
    <>
      <span className={classes.done} role="status">
        {done}
      </span>
      {front.map((act, index) => (
        <Button
          key={act.name}
          size="xs"
          variant={index === 0 ? 'filled' : 'default'}
          onClick={() => {
            setAsking(act);
          }}
        >
          {act.label}
        </Button>
      ))}
      {canBeCorrected(operation) && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link {...paths.correction(operation.id)} {...props} />}
        >
          {words.correct}
        </Button>
      )}
      {behind.length > 0 && (
        <Menu position="bottom-end" shadow="none" width="max-content">
          <Menu.Target>
            <Button size="xs" variant="default" aria-label={words.more}>
              <IconDots size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {behind.map((act) => (
              <Menu.Item
                key={act.name}
                onClick={() => {
                  setAsking(act);
                }}
              >
                {act.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {Dialog !== undefined && (
        <Dialog
          operation={operation}
          seller={seller}
          sellerName={sellerName}
          close={() => {
            setAsking(null);
          }}
          onDone={onDone}
        />
      )}
    </>
  );
}

function actsOf(operation: ReadOperation, seller: string): Act[] {
  const may = new Set(operation.allowed_actions);
  const isBuy = operation.type === 'create_media_buy';
  const isUndecided = operation.status === 'in_doubt' || operation.status === 'timed_out';
  const ask: Act[] = may.has('poll') ? [{ name: 'poll', label: words.ask(seller), dialog: AskAct }] : [];
  const resolve: Act[] = may.has('resolve')
    ? [
        { name: 'booked', label: isBuy ? words.booked(seller) : words.did(seller), dialog: BookedAct },
        { name: 'not_booked', label: isBuy ? words.notBooked(seller) : words.notDone(seller), dialog: NotBookedAct },
      ]
    : [];
  const rest: Act[] = [
    ...(canBeSentAgain(operation) ? [{ name: 'retry', label: words.again, dialog: RetryAct }] : []),
    ...(may.has('cancel') ? [{ name: 'cancel', label: words.cancel, dialog: CancelAct }] : []),
    ...(operation.attention === null ? [] : [{ name: 'note', label: words.noteAttention, dialog: NoteAct }]),
  ];
  const acknowledge: Act[] = may.has('acknowledge')
    ? [{ name: 'acknowledge', label: words.acknowledge, dialog: AcknowledgeAct }]
    : [];
  // Who must say what became of it asks first and then says it; who waits only asks.
  return isUndecided ? [...ask, ...resolve, ...acknowledge, ...rest] : [...acknowledge, ...ask, ...rest, ...resolve];
}
