import type { EnvironmentVariable, ParsedEnvironment } from './environment';

/** The OpenID provider by which people sign in. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** The claim of the ID token that names the role, and the one that names the tenant. */
  roleClaim: string;
  tenantClaim: string;
}

const together = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/** @returns null when no provider is set up */
export function oidcSettingsOf(parsed: ParsedEnvironment): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = parsed;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  return { issuer, clientId, clientSecret, roleClaim: parsed.OIDC_ROLE_CLAIM, tenantClaim: parsed.OIDC_TENANT_CLAIM };
}

/** What is missing beside the settings that are there. */
export function oidcProblems(parsed: ParsedEnvironment): { variable: EnvironmentVariable; problem: string }[] {
  if (together.every((variable) => parsed[variable] === undefined)) return [];
  const problems: ReturnType<typeof oidcProblems> = together
    .filter((variable) => parsed[variable] === undefined)
    .map((variable) => ({ variable, problem: `is missing: ${together.join(', ')} go together` }));
  if (parsed.PUBLIC_URL === undefined) {
    problems.push({
      variable: 'PUBLIC_URL',
      problem: 'is missing: the OpenID provider sends people back to PUBLIC_URL/auth/oidc/callback',
    });
  }
  if (parsed.OIDC_ISSUER?.startsWith('http:') === true && !parsed.ALLOW_PRIVATE_NETWORKS) {
    problems.push({
      variable: 'OIDC_ISSUER',
      problem: 'must start with https://; http:// is taken with ALLOW_PRIVATE_NETWORKS=1 alone, for development',
    });
  }
  return problems;
}
