import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { operationsOfBuy, operationsOfOrder } from '../../api/related-operations';
import type { Operation, ReadOperation } from '../../api/types';
import { OperationLines, type RelatedLine } from '../../parts/operation-lines';
import { Section } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { texts } from '../../texts';

const words = texts.related;

/** What belongs to it: what it repeats, what repeats it, and what else concerns its order or its media buy. */
export function Related({ operation }: { operation: ReadOperation }): ReactNode {
  const { id, retry_of: repeats, repeated_by: repetition, media_buy_id: buy, seller_id: seller } = operation;
  const { data, error } = useQuery({
    queryKey: [...keys.operations.one(id), 'related', repeats, repetition, buy],
    queryFn: async () => {
      const other = (one: string) => dataOf(client.GET('/v1/operations/{id}', { params: { path: { id: one } } }));
      const [chain, ofOrder, ofBuy] = await Promise.all([
        Promise.all([repeats, repetition].filter((one) => one !== null).map(other)),
        operationsOfOrder(operation),
        buy === null ? [] : operationsOfBuy(seller, buy),
      ]);
      return linesOf(operation, [...chain, ...ofOrder, ...ofBuy]);
    },
  });
  if (error !== null) return <ProblemNote error={error} />;
  if (data === undefined || data.length === 0) return null;
  return (
    <Section title={words.title}>
      <OperationLines lines={data} />
    </Section>
  );
}

function linesOf(
  { id, retry_of: repeats, media_buy_id: buy }: ReadOperation,
  found: readonly Operation[],
): RelatedLine[] {
  const each = new Map(found.map((one) => [one.id, one]));
  each.delete(id);
  return [...each.values()].map((one) => ({
    operation: one,
    why:
      one.id === repeats
        ? words.repeats
        : one.retry_of === id
          ? words.repeatedBy
          : buy !== null && one.media_buy_id === buy
            ? words.buy
            : words.sameOrder,
  }));
}
