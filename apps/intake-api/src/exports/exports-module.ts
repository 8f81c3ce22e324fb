import { Module } from '@nestjs/common';
import { ExportsController } from './exports-controller';
import { OpenExports } from './open-exports';

@Module({ controllers: [ExportsController], providers: [OpenExports] })
export class ExportsModule {}
