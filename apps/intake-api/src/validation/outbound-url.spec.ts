import { outboundUrlProblem } from './outbound-url';

describe('an address that is to be called', () => {
  it.each(['https://a.example/mcp', 'https://8.8.8.8/', 'https://[2606:4700::1111]/x?y=1'])('may be %s', (url) => {
    expect(outboundUrlProblem(url, false)).toBeNull();
  });

  it.each([
    'http://a.example',
    'https://10.0.0.1',
    'https://[::1]',
    'https://[::ffff:10.0.0.1]',
    'https://0x7f.1',
    'https://a.localhost',
  ])('may not be %s, except in development', (url) => {
    expect(outboundUrlProblem(url, false)).toEqual(expect.any(String));
    expect(outboundUrlProblem(url, true)).toBeNull();
  });

  it.each([
    '',
    '/mcp',
    'a.example',
    'ftp://a.example',
    'https://u@a.example',
    'https://:p@a.example',
    'https://a.example/#f',
    'https://a.example/\u0000',
    ' https://a.example/',
    'https://a.example/\n',
  ])('may never be "%s"', (url) => {
    expect(outboundUrlProblem(url, true)).toEqual(expect.any(String));
  });
});
