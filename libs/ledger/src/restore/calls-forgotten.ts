import { unknownCall } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';

/** SQL of the calls of an operation that may have been sent since then; null when nothing is forgotten. */
export function callsForgotten(since: string): string {
  const call = databaseJson(unknownCall(new Date(0)));
  return `CASE WHEN ${since} IS NOT NULL
      THEN jsonb_build_array('${call}'::jsonb || jsonb_build_object('startedAt', ${since})) END`;
}
