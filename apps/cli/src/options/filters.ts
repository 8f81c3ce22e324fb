import { type Command, Option } from 'commander';
import { operationStatuses, operationTypes, waitingParties } from '@adcp-orchestrator/domain';
import { DEFAULT_ITEMS, MOST_ITEMS } from '../paging';
import { past, wholeNumber } from './parsers';

const kinds = ['open', 'pending', 'attention', 'settled'] as const;
export const operationOrders = [
  '-created_at',
  'created_at',
  'status_since',
  '-status_since',
  'deadline_at',
  '-deadline_at',
] as const;

/** The API's filters of operations, each as an option. */
export interface OperationFilters {
  status?: (typeof operationStatuses)[number][];
  seller?: string;
  type?: (typeof operationTypes)[number];
  po?: string;
  user?: string;
  waitingFor?: (typeof waitingParties)[number];
  overdue?: true;
  attention?: true;
  createdAfter?: string;
  createdBefore?: string;
  statusSinceAfter?: string;
  statusSinceBefore?: string;
  settledAfter?: string;
  settledBefore?: string;
  search?: string;
  sort?: (typeof operationOrders)[number];
}

export function withLimit(command: Command): Command {
  return command.addOption(
    new Option('-n, --limit <count>', 'how many at most').default(DEFAULT_ITEMS).argParser(wholeNumber(1, MOST_ITEMS)),
  );
}

export function withOperationFilters(command: Command, now: () => Date): Command {
  return command
    .addOption(
      new Option('--status <status...>', 'of these statuses or kinds').choices([...operationStatuses, ...kinds]),
    )
    .option('--seller <id>', 'at this seller')
    .addOption(new Option('--type <type>', 'of this type').choices([...operationTypes]))
    .option('--po <number>', 'of this purchase order')
    .option('--user <id>', 'handed over for this user')
    .addOption(new Option('--waiting-for <party>', 'whose move is next').choices([...waitingParties]))
    .option('--overdue', 'that take longer than usual')
    .option('--attention', 'that need a person')
    .option('--created-after <when>', 'made after an instant, or in the last 30m, 2h, 7d', past(now))
    .option('--created-before <when>', 'made before it', past(now))
    .option('--status-since-after <when>', 'that came into their status after it', past(now))
    .option('--status-since-before <when>', 'that came into their status before it', past(now))
    .option('--settled-after <when>', 'that ended after it', past(now))
    .option('--settled-before <when>', 'that ended before it', past(now))
    .option('--search <text>', 'that have this in a number, id, reference or message')
    .addOption(new Option('--sort <order>', 'with a minus the largest first').choices([...operationOrders]));
}

/** @returns the query of `GET /v1/operations` */
export function queryOf(filters: OperationFilters) {
  return {
    status: filters.status,
    seller_id: filters.seller,
    type: filters.type,
    po_number: filters.po,
    user_id: filters.user,
    waiting_for: filters.waitingFor,
    overdue: filters.overdue,
    attention: filters.attention,
    created_after: filters.createdAfter,
    created_before: filters.createdBefore,
    status_since_after: filters.statusSinceAfter,
    status_since_before: filters.statusSinceBefore,
    settled_after: filters.settledAfter,
    settled_before: filters.settledBefore,
    q: filters.search,
    sort: filters.sort,
  };
}
