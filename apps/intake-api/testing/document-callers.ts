import { Rank } from '@adcp-orchestrator/access';
import type { ApiUnderTest, TestTenant } from './api-under-test';

/** How a caller shows who it is. The last one forgets the token that changes need. */
export const proofs = ['key', 'session', 'session without its token', 'nothing'] as const;
export type CallerProof = (typeof proofs)[number];

export interface Caller {
  /** The place of its tenant among those of the test; the platform's admin has the first tenant of the service. */
  tenant: number;
  rank: Rank;
  proof: CallerProof;
}

/** A key may sign in 30 times in ten minutes. */
const MOST_SIGN_OUTS = 10;

interface Session {
  cookie: string;
  csrf: string;
}

/** Everybody who may send a request: by key or by session, of each role. */
export class DocumentCallers {
  private readonly sessions = new Map<string, Promise<Session>>();
  private readonly signOuts = new Map<string, number>();

  constructor(
    private readonly api: ApiUnderTest,
    private readonly desks: readonly TestTenant[],
    private readonly platformKey: string,
  ) {}

  /** @returns the headers that show who it is */
  async headersOf(caller: Caller): Promise<Record<string, string>> {
    const key = this.keyOf(caller);
    switch (caller.proof) {
      case 'key':
        return { authorization: `Bearer ${key}` };
      case 'nothing':
        return {};
      default: {
        const { cookie, csrf } = await this.sessionOf(key);
        return caller.proof === 'session' ? { cookie, 'x-csrf-token': csrf } : { cookie };
      }
    }
  }

  /** @returns the caller, with its key in place of a session once its key has ended as many sessions as it may begin */
  whoSignsOut(caller: Caller): Caller {
    if (caller.proof !== 'session') return caller;
    const key = this.keyOf(caller);
    const signedOut = this.signOuts.get(key) ?? 0;
    if (signedOut >= MOST_SIGN_OUTS) return { ...caller, proof: 'key' };
    this.signOuts.set(key, signedOut + 1);
    return caller;
  }

  /** Call it when a request may have ended the caller's session, as `DELETE /v1/session` does. A key signs in seldom. */
  forget(caller: Caller): void {
    if (caller.proof.startsWith('session')) this.sessions.delete(this.keyOf(caller));
  }

  private keyOf({ tenant, rank }: Caller): string {
    if (rank === Rank.platform_admin) return this.platformKey;
    const desk = this.desks[tenant];
    if (desk === undefined) throw new Error(`there is no tenant ${tenant}`);
    return desk.keys[rank];
  }

  private sessionOf(key: string): Promise<Session> {
    const session = this.sessions.get(key) ?? this.signIn(key);
    this.sessions.set(key, session);
    return session;
  }

  private async signIn(key: string): Promise<Session> {
    const { status, headers, body, text } = await this.api.call('POST', '/v1/session', { body: { key } });
    if (status !== 201) throw new Error(`the sign-in was answered ${status}: ${text}`);
    const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';');
    return { cookie, csrf: body.session.csrf_token };
  }
}
