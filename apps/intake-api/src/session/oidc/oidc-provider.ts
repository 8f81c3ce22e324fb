import {
  type Configuration,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type CustomFetchOptions,
  customFetch,
  discovery,
} from 'openid-client';
import type { OidcSettings } from '@adcp-orchestrator/platform';
import type { SignInAttempt } from './sign-in-attempt';

/** The longest that the provider may take to answer. */
const ANSWER_SECONDS = 10;
const SCOPE = 'openid email profile';
const MAX_CAUSES = 8;

/** The claims of a person's ID token, verified. */
export type Claims = Readonly<Record<string, unknown>> & { sub: string };

/** The provider gave no ID token that names a person. */
export class ClaimsMissingError extends Error {
  override readonly name = 'ClaimsMissingError';
}

/** The provider could not be asked, or answered with a fault of its own. */
export class OidcProviderAwayError extends Error {
  override readonly name = 'OidcProviderAwayError';
}

/** @returns whether the provider was away, however the library has wrapped that */
export function isProviderAway(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < MAX_CAUSES; at = at.cause, depth += 1) {
    if (at instanceof OidcProviderAwayError) return true;
  }
  return false;
}

/** After the provider could not be asked about itself, it is left alone for so long. */
const AFTER_FAILURE_MS = 1_000;

/** The OpenID provider. What it says of itself is read at the first sign-in, and again only after that failed. */
export class OidcProvider {
  private known: Promise<Configuration> | null = null;
  private failedAt = -Infinity;

  /** @param redirectUri where the provider sends people back to */
  constructor(
    private readonly settings: OidcSettings,
    private readonly redirectUri: string,
  ) {}

  /** @returns where the browser goes to sign in */
  async authorizationUrl({ state, nonce, codeVerifier }: SignInAttempt): Promise<URL> {
    return buildAuthorizationUrl(await this.configuration(), {
      redirect_uri: this.redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /**
   * Exchanges the code with which the browser came back for the person's claims.
   * @param query of that request, with its question mark
   * @throws the library's error when the provider refuses, or the answer is not for this attempt
   */
  async claimsOf(query: string, attempt: SignInAttempt): Promise<Claims> {
    const tokens = await authorizationCodeGrant(await this.configuration(), new URL(this.redirectUri + query), {
      pkceCodeVerifier: attempt.codeVerifier,
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new ClaimsMissingError('the OpenID provider gave no ID token');
    return claims;
  }

  private async configuration(): Promise<Configuration> {
    if (this.known === null && performance.now() - this.failedAt < AFTER_FAILURE_MS) {
      throw new OidcProviderAwayError('the OpenID provider did not answer a moment ago');
    }
    this.known ??= this.discover();
    const asked = this.known;
    try {
      return await asked;
    } catch (error) {
      if (this.known === asked) this.failedAt = performance.now();
      this.known = null;
      throw error;
    }
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // The environment takes http for development alone. The library marks this only to make it stand out.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const execute = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
    return discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: ANSWER_SECONDS,
      execute,
      [customFetch]: askProvider,
    });
  }
}

async function askProvider(url: string, options: CustomFetchOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, options);
  } catch (error) {
    throw new OidcProviderAwayError(`${new URL(url).origin} does not answer`, { cause: error });
  }
  if (response.status < 500) return response;
  await response.body?.cancel();
  throw new OidcProviderAwayError(`${new URL(url).origin} answered ${response.status}`);
}
