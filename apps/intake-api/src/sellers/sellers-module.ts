import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations-module';
import { SellerHealthController } from './health/seller-health-controller';
import { Sellers } from './sellers';
import { SellersController } from './sellers-controller';

@Module({ imports: [OperationsModule], controllers: [SellersController, SellerHealthController], providers: [Sellers] })
export class SellersModule {}
