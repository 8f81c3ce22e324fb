import type { Command } from 'commander';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { addEnabling } from './enabling';
import { addList } from './list';
import { addRecover } from './recover';
import { addShow } from './show';
import { addTest } from './test';

export function addSubscriptions(program: Command, context: Context): void {
  const subscriptions = program
    .command('subscriptions')
    .description('who is told, and of what; "ado import" makes and changes subscriptions')
    .addHelpText(
      'after',
      examples(['ado subscriptions list', 'ado subscriptions test 01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11']),
    );
  addList(subscriptions, context);
  addShow(subscriptions, context);
  addTest(subscriptions, context);
  addEnabling(subscriptions, context);
  addRecover(subscriptions, context);
}
