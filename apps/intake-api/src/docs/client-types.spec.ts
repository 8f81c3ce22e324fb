import { readFileSync } from 'node:fs';
import { clientTypesFile, clientTypesHead } from '../../testing/document-digest';
import { apiDocument } from './api-document';

describe('the types of the client', () => {
  it('are those of this document; `npm run client:generate` writes them', () => {
    const [head] = readFileSync(clientTypesFile, 'utf8').split('\n', 1);
    expect(head).toBe(clientTypesHead(apiDocument(null)));
  });
});
