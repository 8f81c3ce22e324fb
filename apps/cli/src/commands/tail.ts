import { type Command, Option } from 'commander';
import { eventTypes } from '@adcp-orchestrator/domain';
import type { OrchestratorEvent } from '@adcp-orchestrator/client';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { findOperation } from '../find-operation';
import { examples } from '../options/examples';
import { wholeNumber } from '../options/parsers';
import { instant } from '../output/moment';
import type { Output, Style } from '../output/output';

interface TailOptions {
  operation?: string;
  seller?: string[];
  type?: string[];
  after?: string;
  count?: number;
}

const MOST_COUNTED = 1_000_000;

export function addTail(program: Command, context: Context): void {
  program
    .command('tail')
    .description('what happens, as it happens; a stream that is cut goes on where it was')
    .option('--operation <operation>', 'of one operation, named as for "ado show"')
    .option('--seller <id...>', 'at these sellers')
    .addOption(new Option('--type <type...>', 'of these types').choices([...eventTypes]))
    .option(
      '--after <position>',
      'what came after this place: the position of an event, or what the end of this command told',
    )
    .addOption(new Option('--count <number>', 'end after so many events').argParser(wholeNumber(1, MOST_COUNTED)))
    .addHelpText(
      'after',
      `${examples([
        'ado tail --seller acme',
        'ado tail --type operation.attention seller.circuit_opened',
        'ado tail --json | jq -c \'select(.event.type == "operation.failed")\'',
      ])}

With --json each event is one line: {"position": ..., "event": ...}.`,
    )
    .action((options: TailOptions) => follow(context, options));
}

async function follow(context: Context, options: TailOptions): Promise<void> {
  const { out, world, trace } = context;
  const client = await context.client();
  // The stream tries for ever. What will never work (the address, the key, the operation) is told at once.
  const operationId = options.operation === undefined ? undefined : (await findOperation(client, options.operation)).id;
  if (operationId === undefined) await answered(client.GET('/v1/me'));
  const ended = new AbortController();
  const signal = AbortSignal.any([world.signal, ended.signal]);
  let position = options.after;
  let wasOpen = false;
  let seen = 0;
  const onConnection = (isOpen: boolean): void => {
    if (isOpen && wasOpen) out.remark('The stream goes on where it was.');
    if (!isOpen && !signal.aborted) out.remark('The stream was cut; opening it again.');
    wasOpen ||= isOpen;
    trace(`stream ${isOpen ? 'open' : 'closed'}`);
  };
  const onPosition = (at: string): void => {
    position = at;
  };
  const stream = client.events({ operationId, after: options.after, signal, onConnection, onPosition });
  for await (const placed of stream) {
    if (!isWanted(placed.event, options)) continue;
    if (out.isJson) out.jsonLine(placed);
    else out.line(lineOf(placed.event, out));
    seen += 1;
    position = placed.position;
    if (seen === options.count) break;
  }
  ended.abort();
  if (world.signal.aborted) context.exitCode = ExitCode.interrupted;
  if (position !== undefined && !out.isJson) out.remark(`To go on here: ado tail --after ${position}`);
}

function sellerOf(event: OrchestratorEvent): string | null {
  if ('seller_id' in event && typeof event.seller_id === 'string') return event.seller_id;
  return 'operation' in event ? ((event.operation as { seller_id?: string }).seller_id ?? null) : null;
}

function isWanted(event: OrchestratorEvent, { seller, type }: TailOptions): boolean {
  const at = sellerOf(event);
  if (seller !== undefined && (at === null || !seller.includes(at))) return false;
  return type === undefined || type.includes(event.type);
}

const styles: Readonly<Record<string, Style>> = {
  'operation.created': 'green',
  'operation.active': 'green',
  'operation.completed': 'green',
  'operation.failed': 'red',
  'operation.rejected': 'red',
  'operation.in_doubt': 'yellow',
  'operation.timed_out': 'yellow',
  'operation.attention': 'yellow',
  'operation.conflict_recorded': 'yellow',
  'seller.circuit_opened': 'red',
  'seller.credential_refused': 'red',
};

/** For a pipe: when, type, seller, operation, message, with tabs between them. */
function lineOf(event: OrchestratorEvent, out: Output): string {
  const parts = [
    event.occurred_at,
    event.type,
    sellerOf(event) ?? '',
    event.operation_id ?? '',
    out.plain(event.message),
  ];
  if (!out.isTerminal) return parts.join('\t');
  const type = out.paint(styles[event.type] ?? 'cyan', event.type);
  return [instant(event.occurred_at), type, ...parts.slice(2).filter((part) => part !== '')].join('  ');
}
