import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { MAX_PO_NUMBER_CHARACTERS, dialectNames, typesOfDialect } from '@adcp-orchestrator/domain';
import { requestSchema } from './index';

const all = dialectNames.flatMap((dialect) => typesOfDialect[dialect].map((type) => [dialect, type] as const));

describe('the schema of a request, in one document', () => {
  it.each(all)('of %s %s compiles by itself, and asks for nothing that we supply', (dialect, type) => {
    const schema = requestSchema(dialect, type) ?? {};
    const ajv = new Ajv({ strict: false, discriminator: true });
    addFormats(ajv);
    expect(() => ajv.compile(schema)).not.toThrow();
    expect(JSON.stringify(schema)).not.toMatch(/"\$ref":"[^#]/);
    expect(Object.keys(schema['properties'] as object)).not.toContain('push_notification_config');
    expect(schema['required']).not.toContain('idempotency_key');
  });

  it('judges as the whole set does', () => {
    const ajv = new Ajv({ strict: false, discriminator: true });
    addFormats(ajv);
    const validate = ajv.compile(requestSchema('adcp-v3', 'create_media_buy') ?? {});
    const buy = {
      account: { account_id: 'acc_1' },
      brand: { domain: 'nova.example' },
      start_time: 'asap',
      end_time: '2026-12-31T00:00:00Z',
      packages: [{ product_id: 'p', budget: 1000, pricing_option_id: 'po' }],
    };
    expect(validate(buy)).toBe(true);
    expect(validate({ ...buy, packages: [{ product_id: 'p', budget: -1, pricing_option_id: 'po' }] })).toBe(false);
    expect(validate({ ...buy, brand: { domain: 'No Domain' } })).toBe(false);
  });

  it.each(dialectNames)('of %s names the limit of a po_number that intake enforces', (dialect) => {
    const { properties } = requestSchema(dialect, 'create_media_buy') as { properties: Record<string, object> };
    expect(properties['po_number']).toMatchObject({ minLength: 1, maxLength: MAX_PO_NUMBER_CHARACTERS });
  });

  it('is not there for a tool that the dialect does not have', () => {
    expect(requestSchema('hitl-v1', 'sync_creatives')).toBeNull();
  });
});
