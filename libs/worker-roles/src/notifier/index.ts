export { Notifier } from './delivering/notifier';
export { NotifierModule } from './notifier.module';
