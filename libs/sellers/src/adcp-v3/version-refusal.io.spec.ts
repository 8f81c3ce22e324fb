import { type JsonObject, fold, needsEvidence } from '@adcp-orchestrator/domain';
import { timings } from '@adcp-orchestrator/testing';
import { AdcpV3Bench, adcpError, row } from '../../testing/adcp-v3-bench';

let bench: AdcpV3Bench;
beforeEach(async () => {
  bench = await AdcpV3Bench.start();
});
afterEach(() => bench.stop());

const details = { supported_versions: ['3.0', '3.1'] };
const code = 'VERSION_UNSUPPORTED';
const error = { code, message: 'release 4.0 is not spoken here', details };

/** The ways in which sellers refuse a release in a tool's result. */
const forms: [string, JsonObject][] = [
  ['adcp_error in structuredContent', adcpError(code, { details, recovery: 'correctable' })],
  ['adcp_error that is terminal', adcpError(code, { details, recovery: 'terminal' })],
  ['adcp_error that is said to pass', adcpError(code, { details, recovery: 'transient' })],
  ['adcp_error without a recovery', adcpError(code, { data: details })],
  ['adcp_error in small letters', adcpError('version_unsupported', { details, recovery: 'correctable' })],
  [
    'adcp_error in JSON text',
    { isError: true, content: [{ type: 'text', text: JSON.stringify({ adcp_error: error }) }] },
  ],
  ['errors[]', { errors: [error] }],
  ['errors[] of an error', { isError: true, content: [], structuredContent: { errors: [error] } }],
  ['a failed call', { status: 'failed', errors: [error] }],
];

/** The same as the `data` of a JSON-RPC error. */
const rpcData: [string, JsonObject][] = [
  ['adcp_error in the data', { adcp_error: error }],
  ['the code in the data', { code, ...details }],
  ['only the releases in the data', details],
];

function refuseByRpc(data: JsonObject): void {
  bench.server.intercept = (_, response, rpc) => {
    if (rpc?.method !== 'tools/call') return false;
    const body = { jsonrpc: '2.0', id: rpc.id, error: { code: -32602, message: 'Unsupported AdCP version', data } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    return true;
  };
}

describe('a release that the seller does not speak', () => {
  const refused = { kind: 'not_executed', unauthorized: true, error: { code } };

  it.each(forms)('is no end of the call, and a person must see to it: %s', async (_, answer) => {
    const { finding } = await bench.submit(answer);
    expect(finding).toMatchObject(refused);
    expect(JSON.stringify(finding)).toContain('"supported_versions":["3.0","3.1"]');
    expect(bench.server.callsTo('create_media_buy')).toHaveLength(1);
  });

  it.each(rpcData)('is known in a JSON-RPC error too: %s', async (_, data) => {
    refuseByRpc(data);
    const { finding } = await bench.submit({});
    expect(finding).toMatchObject(refused);
    expect(JSON.stringify(finding)).toContain('"supported_versions":["3.0","3.1"]');
  });

  it('is no word of an earlier call that may have executed: that one is looked for, and nothing is sent again', async () => {
    const second = row({ mayHaveExecuted: true, attempt: 2, attemptsInBudget: 2 });
    const at = { now: new Date(), seller: { replayWindowSeconds: 86_400, revision: 1 } };
    for (const [, answer] of forms) {
      const refusal = await bench.submit(answer, second);
      expect(needsEvidence(second, refusal, at)).toBe(true);
      const { tenantId, id: operationId } = second;
      const { decisions } = fold(
        second,
        [{ ...refusal, tenantId, operationId, source: 'response', receivedAt: at.now, attempt: 2 }],
        {
          ...at,
          chance: 0.5,
          newKey: 'new',
          timings,
          seller: { ...at.seller, name: 'Acme Media', hasWebhook: false, minPollSeconds: null, approvalSeconds: null },
        },
      );
      expect(decisions).toMatchObject([{ to: ['in_doubt'], patch: { error: { code } } }]);
    }
  });

  it('is no word of the operation when a question is refused for it', async () => {
    expect((await bench.pollOne(adcpError(code, { details }))).finding).toMatchObject({ kind: 'ask_failed' });
  });
});
