import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Publishes a key set that is well formed. Nobody signs with the one key that it holds. */
export class KeyPublisher {
  /** How often the keys were fetched. */
  asked = 0;
  private readonly server = createServer((_request, response) => {
    this.asked += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end(keySet());
  });

  /** @returns where the keys are */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
      this.server.closeAllConnections();
    });
  }
}

function keySet(): string {
  const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const purpose = { kid: 'of-nobody', alg: 'EdDSA', use: 'sig', key_ops: ['verify'], adcp_use: 'webhook-signing' };
  return JSON.stringify({ keys: [{ ...jwk, ...purpose }] });
}
