import { Button, Checkbox, Group, Modal, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { newKey } from '../../../parts/confirm-dialog';
import { NoteField } from '../../../parts/note-field';
import { ProblemNote } from '../../../parts/problem-note';
import { useUrlState } from '../../../parts/use-url-state';
import { texts } from '../../../texts';
import { type Asked, type BulkAction, foresee, startBulk } from './bulk-jobs';
import { Fates } from './fates';
import type { Chosen } from './use-selection';

const words = texts.bulk;

interface BulkDialogProps {
  action: BulkAction;
  chosen: ReadonlyMap<string, Chosen>;
  close: () => void;
  onStarted: () => void;
}

const ends = Object.keys(words.ends) as (keyof typeof words.ends)[];

/** Says first what an action would do, to how many and to how much money; then does exactly that. */
export function BulkDialog({ action, chosen, close, onStarted }: BulkDialogProps): ReactNode {
  const [end, setEnd] = useState<keyof typeof words.ends>('failed');
  const [isAccepted, setAccepted] = useState(false);
  const [note, setNote] = useState('');
  const [key] = useState(newKey);
  const isUnderWay = useRef(false);
  const [, setSearch] = useUrlState();
  const asked = (written: string): Asked => {
    switch (action) {
      case 'retry':
        return { action, accept_double_booking: isAccepted };
      case 'acknowledge':
        return { action, note: written };
      case 'resolve':
        return { action, status: end, note: written };
      case 'poll':
      case 'cancel':
        return { action };
    }
  };
  // What would happen does not depend on the note, and a dry run writes it nowhere.
  const dry = asked('dry run');
  const foreseen = useQuery({
    queryKey: ['bulk', 'foreseen', key, dry],
    queryFn: ({ signal }) => foresee(dry, chosen, newKey(), signal),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  const starting = useMutation({ mutationFn: (ids: readonly string[]) => startBulk(asked(note), ids, false, key) });
  const start = async (ids: readonly string[]): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      const job = await starting.mutateAsync(ids);
      setSearch({ bulk: job.id });
      onStarted();
      close();
    } catch {
      isUnderWay.current = false;
      // It is shown, with what to do.
    }
  };
  const needsNote = action === 'acknowledge' || action === 'resolve';
  const found = foreseen.data;
  // Where it is possible for none, the title still says for how many it was asked.
  const count = found === undefined || found.ids.length === 0 ? chosen.size : found.ids.length;
  const label = words.title[action](words.operations(count));
  return (
    <Modal opened onClose={close} title={label} centered size="lg">
      <Stack gap="sm">
        {action === 'resolve' && (
          <Radio.Group
            label={words.end}
            value={end}
            onChange={(value) => {
              setEnd(ends.find((one) => one === value) ?? 'failed');
            }}
          >
            <Group gap="md" mt={4}>
              {ends.map((one) => (
                <Radio key={one} value={one} label={words.ends[one]} />
              ))}
            </Group>
          </Radio.Group>
        )}
        {action === 'retry' && (
          <Checkbox
            label={words.accept}
            description={words.acceptHint}
            checked={isAccepted}
            onChange={(event) => {
              setAccepted(event.currentTarget.checked);
            }}
          />
        )}
        {foreseen.isError && <ProblemNote error={foreseen.error} again={() => void foreseen.refetch()} />}
        {foreseen.isPending && <p role="status">{words.looking}</p>}
        {found !== undefined && <Fates foreseen={found} />}
        {isAccepted && found !== undefined && found.money !== '' && <strong>{words.twice(found.money)}</strong>}
        {needsNote && <NoteField label={words.note} description={words.noteHint} value={note} onChange={setNote} />}
        {starting.isError && <ProblemNote error={starting.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {texts.confirm.back}
          </Button>
          <Button
            color={action === 'poll' || action === 'acknowledge' ? undefined : 'red.8'}
            loading={starting.isPending}
            disabled={found === undefined || found.ids.length === 0 || (needsNote && note.trim() === '')}
            onClick={() => void start(found?.ids ?? [])}
          >
            {label}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
