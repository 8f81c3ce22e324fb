import { Module } from '@nestjs/common';
import { EventsController } from './events-controller';
import { OpenStreams } from './open-streams';

@Module({ controllers: [EventsController], providers: [OpenStreams] })
export class EventsModule {}
