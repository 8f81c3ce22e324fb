import { Module } from '@nestjs/common';
import { Tenants } from './tenants';
import { TenantsController } from './tenants-controller';

@Module({ controllers: [TenantsController], providers: [Tenants] })
export class TenantsModule {}
