import { Injectable } from '@nestjs/common';
import {
  ApiKeyDirectory,
  type Principal,
  Rank,
  basicPasswordOf,
  bearerKeyOf,
  rankCovers,
  rankOf,
} from '@adcp-orchestrator/access';
import { RequestProblemError } from '../problems/problem';

const REALM = 'realm="adcp-orchestrator"';
const BASIC_CHALLENGE = `Basic ${REALM}, charset="UTF-8"`;

/** Which forms of the key a route takes. Browsers can only do `basic`, with the key as the password. */
export type KeyForm = 'bearer' | 'bearer_or_basic';

/** Turns the `Authorization` header into a principal, or refuses. */
@Injectable()
export class Authenticator {
  constructor(private readonly keys: ApiKeyDirectory) {}

  /** @throws RequestProblemError `unauthorized`, with the challenges */
  async identify(authorization: string | undefined, form: KeyForm = 'bearer'): Promise<Principal> {
    const key = bearerKeyOf(authorization) ?? (form === 'bearer_or_basic' ? basicPasswordOf(authorization) : null);
    if (key === null) throw unauthorized('Send an API key as "Authorization: Bearer <key>".', form, false);
    const principal = await this.keys.find(key);
    if (principal === null) throw unauthorized('The API key is unknown, was revoked or has ended.', form, true);
    return principal;
  }

  /** @throws RequestProblemError `unauthorized` (with the challenges) or `forbidden` (which names the role needed) */
  async authorize(authorization: string | undefined, needed: Rank, form: KeyForm = 'bearer'): Promise<Principal> {
    const principal = await this.identify(authorization, form);
    assertRole(principal, needed);
    return principal;
  }
}

/** @throws RequestProblemError `forbidden`, which names the role needed */
export function assertRole(principal: Principal, needed: Rank): void {
  const rank = rankOf(principal);
  if (rankCovers(rank, needed)) return;
  const way =
    needed === Rank.platform_admin
      ? "This is for the platform's admin alone, whose key is set as BOOTSTRAP_API_KEY"
      : `This needs a key with the role "${needed}"`;
  throw new RequestProblemError('forbidden', `${way}; "${principal.actor.name}" has the role "${principal.role}".`, {
    members: { required_role: needed, role: rank },
  });
}

function unauthorized(detail: string, form: KeyForm, presented: boolean): RequestProblemError {
  const bearer = presented ? `Bearer ${REALM}, error="invalid_token"` : `Bearer ${REALM}`;
  return new RequestProblemError('unauthorized', detail, {
    headers: { 'www-authenticate': form === 'bearer' ? bearer : [BASIC_CHALLENGE, bearer] },
  });
}
