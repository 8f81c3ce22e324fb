import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReadOperation, Schemas } from '../../api/types';
import { newKey } from '../../parts/confirm-action';
import { acts, usePerforming } from '../operation/acts/perform';

/** Says that this person looks after an operation. It changes nothing else, so nothing is asked before. */
export function useTaking(
  operation: ReadOperation,
  own: string,
  onActed: (acted: Schemas['ActedOperation']) => void,
): { isPending: boolean; error: Error | null; take: () => void } {
  const { perform } = usePerforming(operation);
  const isUnderWay = useRef(false);
  const { isPending, error, mutate } = useMutation({
    mutationFn: () => perform(newKey(), acts.noteAttention({ assignee: own })),
    onSuccess: onActed,
    onSettled: () => (isUnderWay.current = false),
  });
  const take = (): void => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate();
  };
  return { isPending, error, take };
}
