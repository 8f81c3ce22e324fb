/**
 * SQL: whether a subscription takes an event. Of `events e`, `subscriptions s`, and `subscription_settings st`, which may
 * have no row.
 */
export const subscriptionTakes = `
  s.deleted_at IS NULL AND st.disabled_at IS NULL
  AND (cardinality(s.events) = 0 OR e.type = ANY (s.events))
  AND (st.seller_id IS NULL OR st.seller_id = e.payload -> 'operation' ->> 'seller_id')
  AND (st.user_id IS NULL OR st.user_id = e.payload ->> 'user_id')`;
