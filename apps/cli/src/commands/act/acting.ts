import { randomUUID } from 'node:crypto';
import type { Client, components } from '@adcp-orchestrator/client';
import type { Context } from '../../context';
import { type ReadOperation, findOperation } from '../../find-operation';
import { inShort } from '../../words';

export type Acted = components['schemas']['ActedOperation'];

export const REFERENCE = 'its id, the beginning or end of it, its po_number, media buy id or task id';

/** The operation that somebody wants to act on, and the API to do it. */
export interface Acting {
  client: Client;
  operation: ReadOperation;
  path: { id: string };
  /** Of one command: repeated after a lost answer, the action is done once. */
  once: { 'Idempotency-Key': string };
  /** The same, and only while the operation is as it was when it was looked at. */
  asSeen: { 'Idempotency-Key': string; 'If-Match': string };
}

export async function actingOn(context: Context, reference: string): Promise<Acting> {
  const client = await context.client();
  const operation = await findOperation(client, reference);
  const once = { 'Idempotency-Key': randomUUID() };
  return {
    client,
    operation,
    path: { id: operation.id },
    once,
    asSeen: { ...once, 'If-Match': `W/"${operation.version}"` },
  };
}

/** Says what came of it. */
export function tellActed({ out }: Context, acted: Acted): void {
  out.answer(acted, () => {
    out.line(`${inShort(acted)}: ${acted.status}`);
    out.line(out.plain(acted.consequence));
  });
}
