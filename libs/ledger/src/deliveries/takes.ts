import { DIGEST_EVENT, namedOnly } from '@adcp-orchestrator/domain';

/** Nobody can name a digest: `recover` must not owe one to another subscriber. */
const onlyIfNamed = [...namedOnly, DIGEST_EVENT].map((type) => `'${type}'`).join(', ');

/**
 * SQL: whether a subscription takes an event. Of `events e`, `subscriptions s`, and `subscription_settings st`, which may
 * have no row.
 */
export const subscriptionTakes = `
  s.deleted_at IS NULL AND st.disabled_at IS NULL
  AND (e.type = ANY (s.events) OR (cardinality(s.events) = 0 AND e.type NOT IN (${onlyIfNamed})))
  AND (st.seller_id IS NULL OR st.seller_id = coalesce(e.payload -> 'operation' ->> 'seller_id', e.payload ->> 'seller_id'))
  AND (st.user_id IS NULL OR st.user_id = e.payload ->> 'user_id')`;
