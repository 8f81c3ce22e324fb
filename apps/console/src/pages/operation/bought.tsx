import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { ReadOperation } from '../../api/types';
import { flightText } from '../../parts/flight-text';
import { Facts } from '../../parts/facts';
import { moneyText } from '../../parts/format';
import { JsonView } from '../../parts/json-view';
import { Money } from '../../parts/money';
import { Section } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { texts } from '../../texts';
import classes from './operation-page.module.css';
import { type BoughtPart, type Fact, readRequest } from './read-request';

const words = texts.operation;

/** What was bought: as people read it, or as the bytes that the publisher gets. */
export function BoughtSection({ operation }: { operation: ReadOperation }): ReactNode {
  const [{ request: shown = '' }, set] = useUrlState();
  const isRaw = shown === 'json';
  return (
    <Section
      title={words.summary}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={words.request}
          value={isRaw ? 'json' : 'text'}
          data={[
            { value: 'text', label: words.readable },
            { value: 'json', label: words.raw },
          ]}
          onChange={(value) => {
            set({ request: value === 'json' ? value : undefined });
          }}
        />
      }
    >
      {isRaw ? <JsonView value={operation.request} label={words.request} /> : <Readable operation={operation} />}
    </Section>
  );
}

function Readable({ operation: { request, summary } }: { operation: ReadOperation }): ReactNode {
  const bought = useMemo(() => readRequest(request), [request]);
  const currency = summary.total_budget?.currency ?? null;
  return (
    <>
      <Parts title={words.fields.packages} parts={bought.parts} currency={currency} />
      <Parts title={words.fields.creatives} parts={bought.creatives} currency={currency} />
      <Facts
        facts={[
          [words.fields.budget, summary.total_budget && <Money of={summary.total_budget} />],
          [words.fields.flight, flightText(summary)],
          [words.fields.brand, summary.brand],
          [words.fields.targeting, bought.targeting.length > 0 && <Lines facts={bought.targeting} />],
          [words.fields.more, bought.rest.length > 0 && <Lines facts={bought.rest} />],
        ]}
      />
    </>
  );
}

interface PartsProps {
  title: string;
  parts: readonly BoughtPart[];
  currency: string | null;
}

function Parts({ title, parts, currency }: PartsProps): ReactNode {
  if (parts.length === 0) return null;
  return (
    <ul className={classes.parts} aria-label={title}>
      {parts.map(({ name, amount, more }, index) => (
        <li key={index} className={classes.part}>
          <span className={classes.partName}>{name === '' ? words.package(index + 1) : name}</span>
          <span>{amount !== null && moneyText(amount, currency)}</span>
          {more.length > 0 && <span className={classes.partMore}>{more.map(factText).join(' · ')}</span>}
        </li>
      ))}
    </ul>
  );
}

function Lines({ facts }: { facts: readonly Fact[] }): ReactNode {
  return facts.map((fact, index) => <div key={index}>{factText(fact)}</div>);
}

function factText({ name, value }: Fact): string {
  return name === '' ? value : `${name}: ${value}`;
}
