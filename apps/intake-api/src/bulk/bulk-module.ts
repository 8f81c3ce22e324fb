import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations-module';
import { BulkController } from './bulk-controller';
import { BulkJobs } from './bulk-jobs';
import { BulkRunner } from './bulk-runner';

@Module({
  imports: [OperationsModule],
  controllers: [BulkController],
  providers: [BulkJobs, BulkRunner],
})
export class BulkModule {}
