export { RestoreExit, restore } from '@adcp-orchestrator/ledger';
