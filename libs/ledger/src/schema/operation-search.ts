import { EntitySchema } from 'typeorm';

/** The words by which a desk finds an operation. A trigger on `operations` keeps them. */
export interface OperationSearchRow {
  tenant_id: string;
  operation_id: string;
  /** In lower case, one to a line. */
  words: string;
}

export const OperationSearchEntity = new EntitySchema<OperationSearchRow>({
  name: 'operation_search',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    operation_id: { type: 'uuid', primary: true },
    words: { type: 'text' },
  },
  // An index of trigrams, which entities cannot describe.
  indices: [{ name: 'operation_search_words', columns: ['words'], synchronize: false }],
});
