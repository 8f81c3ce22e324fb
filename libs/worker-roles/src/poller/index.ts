export { PollerModule } from './poller.module';
