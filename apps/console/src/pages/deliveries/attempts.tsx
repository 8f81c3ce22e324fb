import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/types';
import { Clock, Duration } from '../../parts/when';
import { texts } from '../../texts';

const words = texts.deliveries;

/** Every attempt: when, what came back, how long it took. What the receiver wrote is shown as text. */
export function Attempts({ attempts }: { attempts: Schemas['DeliveryHistory']['attempts'] }): ReactNode {
  if (attempts.length === 0) return <p style={{ margin: 0 }}>{words.noAttempts}</p>;
  return (
    <Table aria-label={words.attempts} verticalSpacing={4} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.attempt.number}</Table.Th>
          <Table.Th>{words.attempt.at}</Table.Th>
          <Table.Th>{words.attempt.answer}</Table.Th>
          <Table.Th>{words.attempt.took}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {attempts.map(({ attempt, at, http_status: status, duration_ms: ms, error, answer }) => (
          <Table.Tr key={attempt}>
            <Table.Td>{attempt}</Table.Td>
            <Table.Td>
              <Clock at={at} />
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              {status ?? (error === null ? words.attempt.sent : words.attempt.none)} {error}
              {answer !== null && answer !== '' && (
                <details>
                  <summary>{words.attempt.wrote}</summary>
                  <pre style={{ margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{answer}</pre>
                </details>
              )}
            </Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>
              <Duration ms={ms} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
