import { createHash } from 'node:crypto';
import { type Role, isRole, roles } from '@adcp-orchestrator/access';
import type { OidcSettings } from '@adcp-orchestrator/platform';
import type { Claims } from './oidc-provider';

/** Who signed in, by the provider's claims. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  /** The id or the name of a tenant. */
  tenant: string;
}

/** The person may not sign in here: the text says which claim lacks what. */
export class PersonRefusedError extends Error {
  override readonly name = 'PersonRefusedError';
}

const MAX_NAME = 256;
const CONTROL = /\p{Cc}/gu;
const PLAIN_ID = /^[\x21-\x7e]{1,128}$/;

/**
 * Reads who signed in. A claim of several roles counts as the highest that we know; all others may be meant for other
 * services.
 * @throws PersonRefusedError when there is no role that we know, or no tenant
 */
export function personOf(claims: Claims, { roleClaim, tenantClaim }: OidcSettings): Person {
  const given = textsOf(claims[roleClaim]).filter(isRole);
  const role = roles.filter((one) => given.includes(one)).at(-1);
  if (role === undefined) {
    throw new PersonRefusedError(`The claim "${roleClaim}" must name one of the roles ${roles.join(', ')}.`);
  }
  const [tenant] = textsOf(claims[tenantClaim]);
  if (tenant === undefined) {
    throw new PersonRefusedError(`The claim "${tenantClaim}" must name a tenant, by its id or its name.`);
  }
  // Whoever may write another's address into an unverified e-mail, or into another claim, would act under that name.
  const [email] = claims.email_verified === true ? textsOf(claims.email) : [];
  const name = email ?? claims.sub;
  return { id: idOf(claims.sub), name: name.replace(CONTROL, '').slice(0, MAX_NAME), role, tenant };
}

/** The subject as it is, or its hash where it is long or odd. */
function idOf(subject: string): string {
  return PLAIN_ID.test(subject) ? subject : createHash('sha256').update(subject, 'utf8').digest('hex');
}

function textsOf(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}
