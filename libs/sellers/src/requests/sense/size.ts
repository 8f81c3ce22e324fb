import type { RequestFault } from '../request-fault';

/** Far more than any buy has. Each value can be wrong in several ways, and each way takes memory until it is told. */
const MAX_VALUES = 20_000;

/** @returns a fault for a request of more values than are checked */
export function sizeFault(request: unknown): RequestFault | null {
  if (countUpTo(request, MAX_VALUES) < MAX_VALUES) return null;
  return {
    pointer: '',
    detail: `must hold fewer than ${MAX_VALUES} values`,
    limit: MAX_VALUES,
    suggestion: 'Split the request.',
  };
}

function countUpTo(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  for (const member of Object.values(value)) {
    count += countUpTo(member, most - count);
    if (count >= most) break;
  }
  return count;
}
