// node --import tsx tools/ci/database.ts create <server url>          prints the name of a new database, or exits with 1
// node --import tsx tools/ci/database.ts drop <server url> <name>
import { createTemporaryDatabase, dropDatabase } from '../datastore/temporary-database';
import { messageOf } from '../shared/problem.mjs';

async function main([action, server, name]: string[]): Promise<void> {
  if (action === 'create' && server) console.log((await createTemporaryDatabase(server, 'adcp_ci')).name);
  else if (action === 'drop' && server && name?.startsWith('adcp_ci_')) await dropDatabase(server, name);
  else {
    console.error(
      'usage: node --import tsx tools/ci/database.ts create <server url> | drop <server url> <name of a database that create made>',
    );
    process.exitCode = 2;
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(messageOf(error));
  process.exitCode = 1;
});
