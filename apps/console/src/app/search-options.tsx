import { Combobox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSellerName } from '../api/sellers';
import { Money } from '../parts/money';
import { StatusWord } from '../parts/status-word';
import { texts } from '../texts';
import type { Found } from './search-found';
import classes from './shell.module.css';

/** What is found while somebody writes. */
export function SearchOptions({ found: { text, sellers, operations, places } }: { found: Found }): ReactNode {
  const sellerName = useSellerName();
  return (
    <Combobox.Options aria-label={texts.shell.found}>
      {sellers.length > 0 && (
        <Combobox.Group label={texts.nav.sellers}>
          {sellers.map(({ id, name }) => (
            <Combobox.Option key={id} value={`seller ${id}`}>
              {name}
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {operations.length > 0 && (
        <Combobox.Group label={texts.nav.operations}>
          {operations.map((operation) => (
            <Combobox.Option key={operation.id} value={`operation ${operation.id}`} className={classes.found}>
              <span className={classes.foundName}>{operation.po_number ?? operation.id}</span>
              <span className={classes.foundMore}>{sellerName(operation.seller_id)}</span>
              <Money of={operation.summary.total_budget} />
              <StatusWord of={operation} />
            </Combobox.Option>
          ))}
        </Combobox.Group>
      )}
      {places.has('all') && <Combobox.Option value="all">{texts.shell.allFound(text)}</Combobox.Option>}
    </Combobox.Options>
  );
}
