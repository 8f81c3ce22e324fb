import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '@adcp-orchestrator/client';
import { type Applied, applyAll } from './apply';
import type { Change } from './plan';

describe('the changes of an import', () => {
  let api: Server;
  afterEach(() => api.close());

  it('show the secret of a new webhook although it could not be disabled: it is never shown again', async () => {
    api = createServer((request, response) => {
      const isMade = request.method === 'POST';
      const problem = { type: 'urn:x:unavailable', title: 'x', status: 503, detail: 'the database is away' };
      response.writeHead(isMade ? 201 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify(isMade ? { id: 's1', secret: 'whsec_1' } : problem));
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const change: Change = {
      action: 'add',
      kind: 'subscription',
      name: 'webhook https://desk.example',
      differences: [],
      references: [],
      body: { url: 'https://desk.example' },
      enabled: false,
    };
    const applied: Applied[] = [];
    const client = createClient({ baseUrl, apiKey: 'key' });
    for await (const one of applyAll([change], client, { env: {}, signal: new AbortController().signal }))
      applied.push(one);
    expect(applied).toEqual([{ change, error: expect.stringContaining('the database is away'), secret: 'whsec_1' }]);
  });
});
