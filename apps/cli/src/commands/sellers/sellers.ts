import type { Command } from 'commander';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { addAdd } from './add';
import { addCredential } from './credential';
import { addList } from './list';
import { addPauses } from './pauses';
import { addProbe } from './probe';
import { addRemove } from './remove';
import { addShow } from './show';

export function addSellers(program: Command, context: Context): void {
  const sellers = program
    .command('sellers')
    .description("publishers' sales agents: how they are, and setting them up")
    .addHelpText('after', examples(['ado sellers list', 'ado sellers probe acme', 'ado sellers pause acme']));
  addList(sellers, context);
  addShow(sellers, context);
  addProbe(sellers, context);
  addAdd(sellers, context);
  addCredential(sellers, context);
  addPauses(sellers, context);
  addRemove(sellers, context);
}
