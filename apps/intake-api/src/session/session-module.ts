import { Global, Module } from '@nestjs/common';
import { SessionController } from './session-controller';
import { Sessions } from './sessions';

@Global()
@Module({ controllers: [SessionController], providers: [Sessions], exports: [Sessions] })
export class SessionModule {}
