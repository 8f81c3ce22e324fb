import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ConfirmDialog, type ConfirmProps } from './confirm-dialog';

export { newKey } from './confirm-dialog';

interface ConfirmActionProps extends ConfirmProps {
  variant?: 'filled' | 'default' | 'subtle';
  size?: 'xs' | 'sm';
}

/** A button that says what will follow before anything happens. */
export function ConfirmAction({ variant = 'default', size = 'sm', ...asked }: ConfirmActionProps): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant={variant} size={size} onClick={open}>
        {asked.label}
      </Button>
      {isOpen && <ConfirmDialog {...asked} close={close} />}
    </>
  );
}
