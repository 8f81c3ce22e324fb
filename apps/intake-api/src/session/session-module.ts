import { Global, Module } from '@nestjs/common';
import { SignInLinks } from './links/sign-in-links';
import { SignInLinksController } from './links/sign-in-links-controller';
import { OidcController } from './oidc/oidc-controller';
import { OidcSignIn } from './oidc/oidc-sign-in';
import { SessionController } from './session-controller';
import { Sessions } from './sessions';

@Global()
@Module({
  controllers: [SessionController, SignInLinksController, OidcController],
  providers: [Sessions, SignInLinks, OidcSignIn],
  exports: [Sessions],
})
export class SessionModule {}
