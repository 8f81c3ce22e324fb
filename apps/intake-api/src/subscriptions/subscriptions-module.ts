import { Module } from '@nestjs/common';
import { Subscribing } from './subscribing';
import { SubscriptionsController } from './subscriptions-controller';

@Module({ controllers: [SubscriptionsController], providers: [Subscribing] })
export class SubscriptionsModule {}
