import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Pool } from 'pg';
import { checkFence, checkInsert, tellInstallation, watchInstallation } from '@adcp-orchestrator/ledger';
import { LOG, type Log, POOL, Readiness, acrossTenants } from '@adcp-orchestrator/platform';
import { ActionAnswers } from './actions/action-answers';
import { OperationActionsController } from './actions/actions-controller';
import { AttentionController } from './actions/attention-controller';
import { OperatorActions } from './actions/operator-actions';
import { Repetitions } from './actions/repetitions';
import { AcceptedOperations } from './intake/accepted-operations';
import { Intake } from './intake/intake';
import { IntakeController } from './intake/intake-controller';
import { IntakeSellers } from './intake/intake-sellers';
import { IntakeTakers } from './intake/intake-takers';
import { OpenOperations } from './intake/open-operations';
import { RequestChecks } from './intake/request-checks';
import { RequestSchemaController } from './intake/request-schema-controller';
import { CountsController } from './reading/counts-controller';
import { GroupsController } from './reading/groups-controller';
import { OperationWatch } from './reading/operation-watch';
import { OperationsController } from './reading/operations-controller';

/** This app must be able to store operations. Postgres is asked at most this often whether it can. */
const INTAKE_FOR_MS = 30_000;

@Module({
  controllers: [
    IntakeController,
    RequestSchemaController,
    CountsController,
    GroupsController,
    OperationsController,
    OperationActionsController,
    AttentionController,
  ],
  providers: [
    AcceptedOperations,
    Intake,
    IntakeSellers,
    IntakeTakers,
    OpenOperations,
    RequestChecks,
    OperationWatch,
    ActionAnswers,
    OperatorActions,
    Repetitions,
  ],
  exports: [OperatorActions, IntakeSellers],
})
export class OperationsModule implements OnApplicationBootstrap {
  private readonly whole: Pool;

  constructor(
    readiness: Readiness,
    @Inject(POOL) pool: Pool,
    @Inject(LOG) private readonly log: Log,
  ) {
    readiness.register('fence', () => checkFence(acrossTenants(pool, 'readiness')), { goodForMs: INTAKE_FOR_MS });
    this.whole = acrossTenants(pool, 'readiness');
    // Degraded only: the API says itself, and better than an empty service could, why it takes nothing in.
    watchInstallation(readiness, this.whole, 'degraded');
    readiness.register('intake', () => checkInsert(pool), { goodForMs: INTAKE_FOR_MS });
  }

  onApplicationBootstrap(): Promise<void> {
    return tellInstallation(this.whole, this.log);
  }
}
