import Provider from 'oidc-provider';

// An OpenID provider for tests, in a process of its own: the library is an ES module, which Jest does not load.
// Who signs in as `<name>:<role>:<tenant>` gets these as claims. It says when it listens, and ends with its standard input.
const [port, redirectUri, clientId, clientSecret] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
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
  // The claims are in the ID token, where the sign-in reads them.
  conformIdTokenClaims: false,
  claims: { openid: ['sub', 'role', 'tenant'], email: ['email', 'email_verified'] },
  cookies: { keys: ['for tests'] },
  findAccount: (_context, id) => {
    const [name, role, tenant] = id.split(':');
    return {
      accountId: id,
      claims: () => ({ sub: id, email: `${name}@desk.example`, email_verified: true, role, tenant }),
    };
  },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
process.stdin.resume().on('end', () => process.exit(0));
