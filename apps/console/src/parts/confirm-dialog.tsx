import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { texts } from '../texts';
import { ProblemNote } from './problem-note';

export interface ConfirmProps {
  /** A verb of the trade: "Acme booked it". It is above the question and on its button. */
  label: string;
  /** What follows from it, with the money: it is read before the action can be confirmed. */
  consequence: ReactNode;
  /** Fields that the action needs. */
  children?: ReactNode;
  /** The action cannot be undone, or may cost money. */
  isGrave?: boolean;
  /** A field is missing. */
  isIncomplete?: boolean;
  /** @param idempotencyKey made when the question opened: whoever presses twice acts once */
  act: (idempotencyKey: string) => Promise<unknown>;
  onDone?: () => void;
  /** Says what was refused, in place of the usual note; undefined: the usual note. */
  refusal?: (error: unknown) => ReactNode;
}

interface ConfirmDialogProps extends ConfirmProps {
  close: () => void;
}

/** The question before an action. It is made anew each time it opens; a refusal is shown where it was asked. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const { label, consequence, children, isGrave = false, isIncomplete = false, act, onDone, refusal, close } = props;
  const [key] = useState(newKey);
  // The state says it one rendering later, and a second click may come before that.
  const isUnderWay = useRef(false);
  const acting = useMutation({ mutationFn: () => act(key) });
  const confirm = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      await acting.mutateAsync();
      close();
      onDone?.();
    } catch {
      // It is shown, with what to do.
    } finally {
      isUnderWay.current = false;
    }
  };
  return (
    // A click beside it does not close it: the second one of a double click would, and what was typed would be gone.
    <Modal opened onClose={close} closeOnClickOutside={false} title={label} centered>
      <div style={{ display: 'grid', gap: 12 }}>
        <div>{consequence}</div>
        {children}
        {acting.isError && (refusal?.(acting.error) ?? <ProblemNote error={acting.error} />)}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {texts.confirm.back}
          </Button>
          <Button
            color={isGrave ? 'red.8' : undefined}
            disabled={isIncomplete}
            loading={acting.isPending}
            onClick={() => void confirm()}
          >
            {label}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

/** `randomUUID` is there over https and on localhost alone; the console also works elsewhere. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `console-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
