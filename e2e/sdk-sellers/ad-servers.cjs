// The mock ad servers that the SDK ships, each on the port that the environment names. The guaranteed and the
// non-guaranteed example book there. The servers keep the orders when the examples restart.
'use strict';

const { bootMockServer } = require('@adcp/sdk/mock-server');

const specialisms = {
  'sales-guaranteed': Number(process.env.GUARANTEED_PORT),
  'sales-non-guaranteed': Number(process.env.NON_GUARANTEED_PORT),
};

async function main() {
  for (const [specialism, port] of Object.entries(specialisms)) await bootMockServer({ specialism, port });
  console.log('ad servers ready');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
