// @ts-check
// node tools/ci/database.mjs create <server url>          prints the name of a new database, or exits with 1
// node tools/ci/database.mjs drop <server url> <name>
import { createTemporaryDatabase, dropDatabase } from '../datastore/temporary-database.mjs';
import { messageOf } from '../shared/problem.mjs';

const [action, server, name] = process.argv.slice(2);
try {
  if (action === 'create' && server) console.log((await createTemporaryDatabase(server, 'adcp_ci')).name);
  else if (action === 'drop' && server && name?.startsWith('adcp_ci_')) await dropDatabase(server, name);
  else {
    console.error(
      'usage: node tools/ci/database.mjs create <server url> | drop <server url> <name of a database that create made>',
    );
    process.exitCode = 2;
  }
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
