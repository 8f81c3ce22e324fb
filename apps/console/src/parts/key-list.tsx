import { Kbd, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../texts';

interface KeyListProps {
  list: () => { key: string; does: string }[];
}

/** The keys that work on this page. */
export function KeyList({ list }: KeyListProps): ReactNode {
  const byMeaning = new Map<string, string[]>();
  for (const { key, does } of list()) {
    const others = byMeaning.get(does) ?? [];
    if (!others.includes(key)) byMeaning.set(does, [...others, key]);
  }
  byMeaning.set(texts.keys.list, ['?']);
  return (
    <Table>
      <Table.Tbody>
        {[...byMeaning].map(([does, keys]) => (
          <Table.Tr key={does}>
            <Table.Td w={120}>
              {keys.map((key) => (
                <Kbd key={key} mr={4}>
                  {key.replace('mod+', navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl ')}
                </Kbd>
              ))}
            </Table.Td>
            <Table.Td>{does}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
