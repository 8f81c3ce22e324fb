import type { FastifyRequest } from 'fastify';
import { publicUrlOf } from './public-url';

const request = (host: string): FastifyRequest =>
  ({ protocol: 'http', host, url: '/webhooks/adcp/token?a=1' }) as FastifyRequest;

describe('publicUrlOf', () => {
  const both = { publicUrl: 'https://desk.example', webhookUrl: 'https://hooks.desk.example' };

  it('is the address for webhooks, whatever host a request names', () => {
    expect(publicUrlOf(both)(request('hooks.desk.example'))).toBe('https://hooks.desk.example/webhooks/adcp/token?a=1');
    expect(publicUrlOf(both)(request('evil.example'))).toBe('https://hooks.desk.example/webhooks/adcp/token?a=1');
  });

  it('is the public address for a URL that was given out before there was one for webhooks', () => {
    expect(publicUrlOf(both)(request('desk.example'))).toBe('https://desk.example/webhooks/adcp/token?a=1');
  });

  it('is what the request was sent to where nothing is configured', () => {
    expect(publicUrlOf({ publicUrl: null, webhookUrl: null })(request('127.0.0.1:3000'))).toBe(
      'http://127.0.0.1:3000/webhooks/adcp/token?a=1',
    );
  });
});
