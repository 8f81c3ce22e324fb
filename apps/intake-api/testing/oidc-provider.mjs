import Provider from 'oidc-provider';

// An OpenID provider for tests, in a process of its own: the library is an ES module, which Jest does not load.
// Who signs in as `<name>:<role>:<tenant>` gets these claims. It prints its port, and ends with its standard input.
const [redirectUri, clientId, clientSecret] = process.argv.slice(2);
const port = Number(process.env.OIDC_PORT);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  pkce: { required: () => true },
  // Claims in the ID token, where the sign-in reads them.
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'email', 'role', 'tenant'] },
  cookies: { keys: ['for tests'] },
  findAccount: (_context, id) => {
    const [name, role, tenant] = id.split(':');
    return { accountId: id, claims: () => ({ sub: id, email: `${name}@desk.example`, role, tenant }) };
  },
});
provider.listen(port, '127.0.0.1', () => console.log('listening'));
process.stdin.resume().on('end', () => process.exit(0));
