export { type UntilOptions, patienceMs, until } from '@adcp-orchestrator/testing';
