import type { components } from '@adcp-orchestrator/client';
import type { Column } from '../output/table';

type Delivery = components['schemas']['Delivery'];

export const deliveryColumns: readonly Column<Delivery>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'status', of: ({ status }) => status },
  { name: 'created', of: ({ created_at: at }) => at, isTime: true },
  { name: 'event', of: ({ event_type: type }) => type },
  { name: 'attempts', of: ({ attempt_count: count }) => count },
  { name: 'next', of: ({ next_attempt_at: at }) => at, isTime: true },
  { name: 'subscription', of: ({ subscription_id: id }) => id },
  { name: 'error', of: ({ last_error: error }) => error, isLong: true },
];
