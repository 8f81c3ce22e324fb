import { Module } from '@nestjs/common';
import { MediaBuysController } from './media-buys-controller';

@Module({ controllers: [MediaBuysController] })
export class MediaBuysModule {}
