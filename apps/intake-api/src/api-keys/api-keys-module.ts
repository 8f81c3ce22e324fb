import { Module } from '@nestjs/common';
import { ApiKeys } from './api-keys';
import { ApiKeysController } from './api-keys-controller';
import { MeController } from './me-controller';

@Module({ controllers: [ApiKeysController, MeController], providers: [ApiKeys] })
export class ApiKeysModule {}
