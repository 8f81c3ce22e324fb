import { Inject, Injectable } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import { Essentials, within } from '@adcp-orchestrator/platform';
import {
  type HintPayload,
  HintPayloadInvalidError,
  type HintStory,
  HintUnknownError,
  hintPolicies,
  readHint,
} from '../catalog/hint-catalog';
import { HintMetrics } from '../hint-metrics';

/** Reads each job by the catalog, bounds its handling, counts it, and logs what failed. */
@Injectable()
export class HintHandling {
  constructor(
    @Inject(Essentials) private readonly essentials: Pick<Essentials, 'log'>,
    @Inject(HintMetrics) private readonly metrics: Pick<HintMetrics, 'onHandled'>,
  ) {}

  /**
   * @returns what `handle` tells
   * @throws UnrecoverableError when the job is not a hint of this kind: another attempt would find the same
   */
  async run<K extends HintKind>(
    kind: K,
    job: Pick<Job, 'id' | 'name' | 'data'>,
    handle: (hint: HintPayload<K>) => Promise<HintStory>,
  ): Promise<HintStory> {
    return this.handled(kind, { job: job.id, name: job.name }, () => handle(readHint(kind, job.name, job.data)));
  }

  /** The same for a hint of this process to itself, which has no job. */
  async runInner<K extends HintKind>(
    kind: K,
    hint: HintPayload<K>,
    handle: (hint: HintPayload<K>) => Promise<HintStory>,
  ): Promise<HintStory> {
    return this.handled(kind, {}, () => handle(hint));
  }

  private async handled(kind: HintKind, about: object, handle: () => Promise<HintStory>): Promise<HintStory> {
    try {
      const limitMs = hintPolicies[kind].handlerLimitSeconds * 1000;
      const story = await within(handle(), limitMs, `a "${kind}" hint`);
      this.metrics.onHandled(kind, 'handled');
      return story;
    } catch (error) {
      const invalid = error instanceof HintUnknownError || error instanceof HintPayloadInvalidError;
      this.metrics.onHandled(kind, invalid ? 'invalid' : 'failed');
      this.essentials.log.error(
        { err: error, kind, ...about },
        invalid ? 'a job is not a hint of ours' : 'a hint failed',
      );
      if (invalid) throw new UnrecoverableError(error.message);
      throw error;
    }
  }
}
