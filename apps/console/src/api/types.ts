import type { components } from '@adcp-orchestrator/client';

export type Schemas = components['schemas'];
export type Operation = Schemas['Operation'];
export type ReadOperation = Schemas['ReadOperation'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Seller = Schemas['Seller'];
export type Problem = Schemas['Problem'];
export type Me = Schemas['Me'];
export type Session = Schemas['Session'];
export type { OrchestratorEvent } from '@adcp-orchestrator/client';
