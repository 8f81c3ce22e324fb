import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import { Essentials } from '@adcp-orchestrator/platform';
import { hintPolicies } from '../catalog/hint-catalog';
import { reportTrouble } from './report-trouble';

/** The queues of all kinds, as `BullModule` registered them. Their troubles go to the log. */
@Injectable()
export class HintQueues {
  readonly byKind: Readonly<Record<HintKind, Queue>>;

  constructor(
    @InjectQueue(hintPolicies.submit.queue) submit: Queue,
    @InjectQueue(hintPolicies.poll.queue) poll: Queue,
    @InjectQueue(hintPolicies.notify.queue) notify: Queue,
    { log }: Essentials,
  ) {
    this.byKind = { submit, poll, notify };
    for (const queue of this.all) {
      const report = reportTrouble(log, queue.name);
      queue.on('error', (error) => {
        report(error);
      });
    }
  }

  get all(): Queue[] {
    return Object.values(this.byKind);
  }
}
