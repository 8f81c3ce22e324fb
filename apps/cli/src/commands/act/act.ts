import type { Command } from 'commander';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { addAcknowledge, addAssign } from './notes';
import { addCancel, addPoll } from './plain-actions';
import { addResolve } from './resolve';
import { addRetry } from './retry';

export function addAct(program: Command, context: Context): void {
  const act = program
    .command('act')
    .description('do something about an operation')
    .addHelpText(
      'after',
      `${examples(['ado act poll PO-1', 'ado act resolve PO-1 --status created --media-buy-id mb_1 --note "Kim at Acme, by phone"'])}

"ado show" says what an operation allows now. What may cost money asks first, or wants --yes.`,
    );
  addPoll(act, context);
  addResolve(act, context);
  addRetry(act, context);
  addCancel(act, context);
  addAcknowledge(act, context);
  addAssign(act, context);
}
