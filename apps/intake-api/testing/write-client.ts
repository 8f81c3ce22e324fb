// `npm run client:generate`: writes the types of libs/client from the API's document.
import { writeFileSync } from 'node:fs';
import openapiTypescript, { type OpenAPI3, astToString } from 'openapi-typescript';
import { apiDocument } from '../src/docs/api-document';
import { clientTypesFile, clientTypesHead } from './document-digest';

async function main(): Promise<void> {
  const document = apiDocument(null);
  const types = astToString(
    await openapiTypescript(structuredClone(document) as unknown as OpenAPI3, {
      // What has a default may be left out of a request. Answers name what is always there as required.
      defaultNonNullable: false,
    }),
  );
  writeFileSync(clientTypesFile, `${clientTypesHead(document)}\n${types}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
