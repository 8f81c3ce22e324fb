import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconQuestionMark, IconX, type TablerIcon } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas, Seller } from '../../api/types';
import { durationText } from '../../parts/format';
import { ProblemNote } from '../../parts/problem-note';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import classes from './seller-page.module.css';

const words = texts.seller;
type Result = Schemas['SellerProbe'];

const icons: Record<Result['findings'][number]['result'], TablerIcon> = {
  works: IconCheck,
  warns: IconAlertTriangle,
  fails: IconX,
  unknown: IconQuestionMark,
};

/** Asks the publisher now whether it works, and says in words what came of it. Nothing is booked. */
export function Probe({ seller: { id, name } }: { seller: Seller }): ReactNode {
  const queries = useQueryClient();
  const probing = useMutation({
    mutationFn: () => dataOf(client.POST('/v1/sellers/{id}/probe', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.sellers.one(id) }),
  });
  return (
    <ForRole role="trader">
      <div style={{ display: 'grid', gap: 8, marginBottom: 12 }}>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 10, alignItems: 'center' }}>
          <Button
            variant="default"
            loading={probing.isPending}
            onClick={() => {
              probing.mutate();
            }}
          >
            {words.probe}
          </Button>
          <span className={classes.muted}>{words.probeHint(name)}</span>
        </div>
        {probing.isError && <ProblemNote error={probing.error} />}
        {probing.data !== undefined && <Findings result={probing.data} name={name} />}
      </div>
    </ForRole>
  );
}

function Findings({ result, name }: { result: Result; name: string }): ReactNode {
  const { works, duration_ms: ms, findings } = result;
  return (
    <div role="status">
      <p className={classes.words}>
        <strong>{works ? words.works(name) : words.worksNot(name)}</strong> {words.tookFor(durationText(ms))}
      </p>
      <ul className={classes.findings}>
        {findings.map(({ check, result: came, message, what_to_do: whatToDo }) => {
          const Icon = icons[came];
          return (
            <li key={check} className={classes.finding} data-result={came}>
              <Icon size={16} aria-hidden />
              <span>
                <strong>
                  {words.checks[check]}: {words.results[came]}
                </strong>{' '}
                {message} {whatToDo}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
