import { EntitySchema } from 'typeorm';

/** Words by which a desk finds an operation. Triggers on `operations` keep them. */
export interface OperationSearchRow {
  tenant_id: string;
  operation_id: string;
  /** In lower case, one to a line. */
  words: string;
}

/** The words of an operation's request. They never change. */
export const OperationSearchEntity = searchEntity('operation_search');
/** What an operation is searched by beside its request: its task, its media buy, its message. Absent while it has none. */
export const OperationSearchLaterEntity = searchEntity('operation_search_later');

function searchEntity(name: string): EntitySchema<OperationSearchRow> {
  return new EntitySchema<OperationSearchRow>({
    name,
    columns: {
      tenant_id: { type: 'uuid', primary: true },
      operation_id: { type: 'uuid', primary: true },
      words: { type: 'text' },
    },
    // An index of trigrams, which entities cannot describe.
    indices: [{ name: `${name}_words`, columns: ['words'], synchronize: false }],
  });
}
