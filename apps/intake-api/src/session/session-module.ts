import { Global, Module } from '@nestjs/common';
import { OidcController } from './oidc/oidc-controller';
import { OidcSignIn } from './oidc/oidc-sign-in';
import { SessionController } from './session-controller';
import { Sessions } from './sessions';

@Global()
@Module({ controllers: [SessionController, OidcController], providers: [Sessions, OidcSignIn], exports: [Sessions] })
export class SessionModule {}
