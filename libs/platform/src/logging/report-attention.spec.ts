import { Writable } from 'node:stream';
import type { Operation } from '@adcp-orchestrator/domain';
import { createLogger } from './create-logger';
import { reportAttention } from './report-attention';

const operation = {
  id: 'o1',
  tenantId: 't1',
  sellerId: 'acme',
  type: 'create_media_buy',
  poNumber: 'PO-77',
  attention: { reason: 'in_doubt', since: new Date() },
  error: { code: 'X', message: 'the answer held the secret S1', recovery: null },
} as Operation;

describe('the log line of an operation that needs a person', () => {
  it("names it, the reason and what to do, and holds nothing of the seller's own text", () => {
    const lines: string[] = [];
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines.push(chunk.toString());
        done();
      },
    });
    reportAttention(createLogger('test', 'info', destination))(operation);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      msg: 'an operation needs a person',
      tenant: 't1',
      operation: 'o1',
      seller: 'acme',
      po_number: 'PO-77',
      type: 'create_media_buy',
      reason: 'in_doubt',
      what_to_do: expect.stringContaining('Ask acme for purchase order PO-77') as string,
    });
    expect(lines[0]).not.toContain('S1');
  });
});
