import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a certificate authority, and of a server named `localhost` that it vouches for. */
export interface Certificates {
  ca: string;
  certificate: string;
  key: string;
}

/** Makes them with openssl in the directory, valid for a day. */
export function makeCertificates(directory: string): Certificates {
  const path = (name: string): string => join(directory, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 30_000 });
  };
  const [ca, caKey, certificate, key, request, names] = [
    'ca.crt',
    'ca.key',
    'server.crt',
    'server.key',
    'csr',
    'names',
  ].map(path) as [string, string, string, string, string, string];
  const fresh = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  openssl('req', '-x509', ...fresh, '-days', '1', '-subj', '/CN=A private CA', '-keyout', caKey, '-out', ca);
  openssl('req', ...fresh, '-subj', '/CN=localhost', '-keyout', key, '-out', request);
  writeFileSync(names, 'subjectAltName=DNS:localhost\n');
  openssl(
    'x509',
    '-req',
    '-in',
    request,
    '-CA',
    ca,
    '-CAkey',
    caKey,
    '-CAcreateserial',
    '-days',
    '1',
    '-extfile',
    names,
    '-out',
    certificate,
  );
  return { ca, certificate, key };
}
