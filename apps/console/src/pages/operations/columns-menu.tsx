import { Button, Menu } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns3 } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { Operation } from '../../api/types';
import type { Column } from '../../parts/data-table';
import { texts } from '../../texts';
import { firstColumns, fixedColumns, useAllColumns } from './columns';

const words = texts.operations;

interface ChosenColumns {
  all: readonly Column<Operation>[];
  shown: readonly Column<Operation>[];
  ids: readonly string[];
  choose: (ids: readonly string[]) => void;
}

/** Which columns a person wants to see. It is kept in this browser. */
export function useChosenColumns(): ChosenColumns {
  const all = useAllColumns();
  const [ids, choose] = useLocalStorage<readonly string[]>({
    key: 'console:operations-columns',
    defaultValue: firstColumns,
    getInitialValueInEffect: false,
    deserialize: (text) => idsIn(text),
  });
  const shown = useMemo(() => all.filter(({ id }) => ids.includes(id)), [all, ids]);
  return { all, shown, ids, choose };
}

export function ColumnsMenu({ all, ids, choose }: ChosenColumns): ReactNode {
  return (
    <Menu position="bottom-end" shadow="none" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={14} aria-hidden />}>
          {words.columnsMenu}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {all.map(({ id, header }) => (
          <Menu.CheckboxItem
            key={id}
            checked={ids.includes(id)}
            disabled={fixedColumns.includes(id)}
            onChange={(isChosen) => {
              choose(isChosen ? [...ids, id] : ids.filter((one) => one !== id));
            }}
          >
            {header}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Item
          onClick={() => {
            choose(firstColumns);
          }}
        >
          {words.columnsReset}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What stands in the browser may be of another release, or of somebody's hand. */
function idsIn(text: string | undefined): readonly string[] {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) ? [...fixedColumns, ...value.filter((id) => typeof id === 'string')] : firstColumns;
  } catch {
    return firstColumns;
  }
}
