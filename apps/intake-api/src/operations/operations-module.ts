import { Module } from '@nestjs/common';
import { OperationActionsController } from './actions/actions-controller';
import { OperatorActions } from './actions/operator-actions';
import { Intake } from './intake/intake';
import { IntakeController } from './intake/intake-controller';
import { KnownSellers } from './intake/known-sellers';
import { OperationWatch } from './reading/operation-watch';
import { OperationsController } from './reading/operations-controller';

@Module({
  controllers: [IntakeController, OperationsController, OperationActionsController],
  providers: [Intake, KnownSellers, OperationWatch, OperatorActions],
  exports: [KnownSellers],
})
export class OperationsModule {}
