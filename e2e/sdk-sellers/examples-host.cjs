// Runs the SDK's example sellers, unchanged, in one process: they share what takes longest to load. Three of them serve
// themselves as soon as they are loaded; the hybrid one is a class without a server, and gets one here.
//
// On CONTROL_PORT:
//   GET  /.well-known/jwks.json   the key with which the hybrid seller signs its webhooks
//   GET  /webhooks                what it sent, and how that was answered
//   GET  /books                   the ids of the media buys that the hybrid seller holds; it lists none over AdCP
//   POST /clock {"at": n}         Date.now() stands still at this instant; {"at": null}: it goes as ever
'use strict';

require('tsx/cjs');
const http = require('node:http');
const { Server } = require('node:net');
const { join } = require('node:path');

const examples = join(__dirname, '..', '..', 'node_modules', '@adcp', 'sdk', 'examples');
const token = 'sk_harness_do_not_use_in_prod';
/** The port that the error-compliant example has in its source. */
const errorCompliantPort = 3456;

const listen = Server.prototype.listen;
Server.prototype.listen = function listenWhereTold(port, ...rest) {
  return listen.call(this, port === errorCompliantPort ? Number(process.env.ERROR_COMPLIANT_PORT) : port, ...rest);
};

const now = Date.now;
let frozenAt = null;
Date.now = () => frozenAt ?? now();

function serveItself(example, env) {
  Object.assign(process.env, env);
  require(join(examples, example));
}

/**
 * Serves the hybrid seller like the other examples: keys and tasks in memory, and a bearer token. It also signs
 * webhooks, and sends them to loopback too.
 */
async function serveHybrid() {
  const sdk = require('@adcp/sdk/server');
  const { mintEphemeralEd25519Key } = require('@adcp/sdk/signing/testing');
  const { MockHybridSeller } = require(join(examples, 'decisioning-platform-mock-seller.ts'));
  const key = await mintEphemeralEd25519Key({ adcp_use: 'webhook-signing' });
  const seller = new MockHybridSeller();
  seller.capabilities.config.approvalDurationMs = Number(process.env.APPROVAL_MS);
  const webhooks = [];
  const shared = {
    taskRegistry: sdk.createInMemoryTaskRegistry(),
    idempotency: sdk.createIdempotencyStore({ backend: sdk.memoryBackend(), ttlSeconds: 86_400 }),
    webhooks: {
      signerKey: { keyid: key.kid, alg: 'ed25519', privateKey: key.privateKey },
      onAttemptResult: ({ operation_id: about, status }) => webhooks.push({ about, status }),
    },
    allowPrivateWebhookUrls: true,
    resolveSessionKey: (ctx) => ctx.account?.id ?? 'anonymous',
  };
  sdk.serve(
    ({ taskStore }) =>
      sdk.createAdcpServerFromPlatform(seller, { name: 'mock-hybrid', version: '1.0.0', taskStore, ...shared }),
    {
      port: Number(process.env.HYBRID_PORT),
      authenticate: sdk.verifyApiKey({ keys: { [token]: { principal: 'compliance-runner' } } }),
    },
  );
  return { seller, webhooks, jwks: { keys: [key.publicKey] } };
}

function serveControl({ seller, webhooks, jwks }) {
  const send = (response, body) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  http
    .createServer((request, response) => {
      if (request.url === '/.well-known/jwks.json') return send(response, jwks);
      if (request.url === '/webhooks') return send(response, webhooks);
      if (request.url === '/books') return send(response, [...seller.mediaBuys.keys()]);
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        frozenAt = JSON.parse(body).at;
        send(response, {});
      });
    })
    .listen(Number(process.env.CONTROL_PORT), () => console.log('examples ready'));
}

serveItself('hello_seller_adapter_guaranteed.ts', {
  PORT: process.env.GUARANTEED_PORT,
  UPSTREAM_URL: process.env.GUARANTEED_AD_SERVER,
});
serveItself('hello_seller_adapter_non_guaranteed.ts', {
  PORT: process.env.NON_GUARANTEED_PORT,
  UPSTREAM_URL: process.env.NON_GUARANTEED_AD_SERVER,
});
delete process.env.PORT;
serveItself('error-compliant-server.ts', {});
serveHybrid().then(serveControl, (error) => {
  console.error(error);
  process.exit(1);
});
