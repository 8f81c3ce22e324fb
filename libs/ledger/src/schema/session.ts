import { EntitySchema } from 'typeorm';
import type { ActorKind } from './audit';

/** A person who is signed in, until the end of the session. */
export interface SessionRow {
  tenant_id: string;
  id: string;
  /** SHA-256 of the token in the cookie. */
  token_hash: Buffer;
  actor_kind: ActorKind;
  actor_id: string;
  actor_name: string;
  /** The key that was signed in with; null for a person of the OpenID provider. */
  key_id: string | null;
  /** At the sign-in. With a key, the key's own role counts. */
  role: string;
  created_at: Date;
  expires_at: Date;
}

export const SessionEntity = new EntitySchema<SessionRow>({
  name: 'sessions',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    id: { type: 'uuid', primary: true },
    token_hash: { type: 'bytea' },
    actor_kind: { type: 'text' },
    actor_id: { type: 'text' },
    actor_name: { type: 'text' },
    key_id: { type: 'uuid', nullable: true },
    role: { type: 'text' },
    created_at: { type: 'timestamptz', default: () => 'now()' },
    expires_at: { type: 'timestamptz' },
  },
  indices: [
    { name: 'sessions_token', columns: ['token_hash'], unique: true },
    { name: 'sessions_actor', columns: ['tenant_id', 'actor_id', 'id'] },
  ],
});
