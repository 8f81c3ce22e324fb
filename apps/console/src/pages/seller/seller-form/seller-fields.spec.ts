import type { Seller } from '../../../api/types';
import { fieldsOf, newSellerBody, newSellerFields, sellerChanges } from './seller-fields';

const seller = {
  id: 'acme',
  name: 'Acme',
  agent_url: 'https://agent.acme.example/mcp',
  dialect: 'hitl-v1',
  auth: { scheme: 'header', header: 'x-adcp-auth', has_credential: true },
  limits: { max_concurrency: 16, requests_per_second: 5, min_poll_seconds: null },
  deadlines: { create_media_buy: 'P2D' },
  contact: { name: 'Jo', email: null, phone: null, note: null },
} as unknown as Seller;

describe('what the form of a publisher sends', () => {
  it('is what was filled in, of a new one', () => {
    const fields = newSellerFields({
      name: 'Acme',
      agent_url: 'https://agent.acme.example/mcp',
      auth: 'header',
      auth_token: 't',
      webhooks: 'bearer',
      secret: 's'.repeat(64),
      max_concurrency: '4',
      'contact:phone': '+49 1',
    });
    expect(newSellerBody(fields)).toEqual({
      name: 'Acme',
      dialect: 'hitl-v1',
      agent_url: 'https://agent.acme.example/mcp',
      auth: { scheme: 'header', token: 't' },
      webhooks: { mode: 'bearer', secret: 's'.repeat(64) },
      limits: { max_concurrency: 4 },
      contact: { phone: '+49 1' },
    });
  });

  it('leaves what is wrong to the API', () => {
    expect(newSellerBody(newSellerFields({ max_concurrency: 'many' }))).toEqual({
      name: '',
      dialect: 'hitl-v1',
      agent_url: '',
      limits: { max_concurrency: 'many' },
    });
  });

  it('is nothing when nothing has changed: a secret that is not shown stays', () => {
    expect(sellerChanges(fieldsOf(seller), fieldsOf(seller))).toEqual({});
  });

  it('is what has changed; what was emptied is taken away', () => {
    const before = fieldsOf(seller);
    const after = {
      ...before,
      name: 'Acme Media',
      auth: 'none',
      requests_per_second: '',
      'deadline:create_media_buy': '',
      'contact:name': ' ',
    };
    expect(sellerChanges(after, before)).toEqual({
      name: 'Acme Media',
      auth: null,
      limits: { max_concurrency: 16, requests_per_second: null, min_poll_seconds: null },
      deadlines: null,
      contact: null,
    });
  });

  it('takes the keys of signatures from one source', () => {
    const body = newSellerBody(newSellerFields({ webhooks: 'rfc9421', keys_from: 'jwks', keys: '{"keys":[]}' }));
    expect(body['webhooks']).toEqual({ mode: 'rfc9421', jwks: { keys: [] } });
  });
});
