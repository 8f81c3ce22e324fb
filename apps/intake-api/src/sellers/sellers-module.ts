import { Module } from '@nestjs/common';
import { OperationsModule } from '../operations/operations-module';
import { Sellers } from './sellers';
import { SellersController } from './sellers-controller';

@Module({ imports: [OperationsModule], controllers: [SellersController], providers: [Sellers] })
export class SellersModule {}
