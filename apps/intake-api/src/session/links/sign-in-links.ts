import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@adcp-orchestrator/access';
import type { Clock } from '@adcp-orchestrator/domain';
import { RequestProblemError } from '../../problems/problem';
import { CLOCK } from '../../tokens';

export const LINK_MINUTES = 10;
/** Links that are kept at once. One more takes the place of the oldest. */
const MAX_LINKS = 100;
const TOKEN_BYTES = 32;

export interface SignInLink {
  token: string;
  expiresAt: Date;
}

interface KeptLink {
  tokenHash: Buffer;
  principal: Principal;
  expiresAt: Date;
  isUsed: boolean;
}

/**
 * Links that sign a browser in once. They are kept in the memory of this process, by a hash of their token: they end
 * with it, and another replica does not know them. That is enough for a demo on one machine.
 */
@Injectable()
export class SignInLinks {
  private kept: KeptLink[] = [];

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Makes a link that signs in as `principal`. */
  make(principal: Principal): SignInLink {
    const token = `adl_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
    const expiresAt = new Date(this.clock.now().getTime() + LINK_MINUTES * 60_000);
    this.kept = [...this.kept, { tokenHash: hashOf(token), principal, expiresAt, isUsed: false }].slice(-MAX_LINKS);
    return { token, expiresAt };
  }

  /**
   * Uses a link up.
   * @returns who made it
   * @throws RequestProblemError `sign-in-link-ended`
   */
  use(token: string): Principal {
    const shown = hashOf(token);
    const link = this.kept.find(({ tokenHash }) => timingSafeEqual(tokenHash, shown));
    if (link === undefined || link.expiresAt <= this.clock.now()) {
      throw ended(`This link has expired: it signs in within ${LINK_MINUTES} minutes of being made`);
    }
    if (link.isUsed) throw ended('This link was used already: it signs in once');
    link.isUsed = true;
    return link.principal;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

function ended(why: string): RequestProblemError {
  return new RequestProblemError('sign-in-link-ended', `${why}. Sign in with an API key, or have a new link made.`);
}
