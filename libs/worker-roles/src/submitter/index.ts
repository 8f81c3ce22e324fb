export { SubmitterModule } from './submitter.module';
