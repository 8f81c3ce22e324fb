/**
 * SQL: whether the task of a row `r` of `seller_orphans` still belongs to no operation. One may have been bound to it since
 * the comparison with the seller that has left it over. A task of a key that a person's retry has replaced belongs to
 * nobody (`knownTaskIds`).
 */
export const isUnbound = `NOT EXISTS (SELECT FROM operations o
       WHERE o.tenant_id = r.tenant_id AND o.seller_id = r.seller_id AND o.task_id = r.task_id)
     AND NOT EXISTS (SELECT FROM former_tasks f
       JOIN operations o ON o.tenant_id = f.tenant_id AND o.id = f.operation_id AND o.request_key = f.request_key
       WHERE f.tenant_id = r.tenant_id AND f.seller_id = r.seller_id AND f.task_id = r.task_id)`;
