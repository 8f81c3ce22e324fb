import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { Clock } from '@adcp-orchestrator/domain';
import type { Config } from '../config/config';
import type { Log } from '../logging/create-logger';
import { APP, CLOCK, CONFIG, LOG, METRICS, POOL } from './tokens';

/** What nearly every part of a process needs, to be injected as one. */
@Injectable()
export class Essentials {
  constructor(
    @Inject(APP) readonly app: string,
    @Inject(CONFIG) readonly config: Config,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(LOG) readonly log: Log,
    @Inject(METRICS) readonly metrics: Registry,
    @Inject(POOL) readonly pool: Pool,
  ) {}
}
