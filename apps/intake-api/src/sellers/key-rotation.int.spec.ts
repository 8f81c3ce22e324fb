import { randomBytes } from 'node:crypto';
import { type SellerRow, webhookSecretContext } from '@adcp-orchestrator/ledger';
import { SecretBox } from '@adcp-orchestrator/platform';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const oldBox = new SecretBox(oldKey);
const newBox = new SecretBox(newKey);
const SECRET = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

describe('an API whose key is being replaced', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({
      PUBLIC_URL: 'https://orchestrator.example/',
      CREDENTIALS_KEY: newKey.toString('base64'),
      CREDENTIALS_KEY_PREVIOUS: oldKey.toString('base64'),
    });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  it('reads under the old key and seals under the new one', async () => {
    const context = webhookSecretContext({ tenantId: desk.id, id: 'acme' });
    const webhooks = (secret: string) => ({ webhooks: { mode: 'hmac', secret } });
    const admin = { key: desk.keys.admin };
    const seller = { id: 'acme', name: 'Acme', agent_url: 'https://a.example/mcp', dialect: 'hitl-v1' };
    await api.call('POST', '/v1/sellers', { ...admin, body: { ...seller, ...webhooks(SECRET) } });
    await api.database.pool.query(`UPDATE sellers SET webhook_secret_sealed = $1 WHERE id = 'acme'`, [
      oldBox.seal(SECRET, context),
    ]);

    const changed = await api.call('PATCH', '/v1/sellers/acme', { ...admin, body: webhooks(OTHER) });
    expect(changed.status).toBe(200);
    const { rows } = await api.database.pool.query<SellerRow>(`SELECT * FROM sellers WHERE id = 'acme'`);
    expect(newBox.open(rows[0]!.webhook_secret_sealed!, context)).toBe(OTHER);
    // If the process could not open the old secret, that secret would not hold on beside the new one.
    expect(oldBox.open(rows[0]!.webhook_previous_sealed!, context)).toBe(SECRET);
  });
});
