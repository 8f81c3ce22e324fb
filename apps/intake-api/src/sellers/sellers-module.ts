import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations-module';
import { SellerHealthController } from './health/seller-health-controller';
import { ProbeController } from './probe/probe-controller';
import { Sellers } from './sellers';
import { SellersController } from './sellers-controller';

@Module({
  imports: [OperationsModule],
  controllers: [SellersController, SellerHealthController, ProbeController],
  providers: [Sellers],
})
export class SellersModule {}
