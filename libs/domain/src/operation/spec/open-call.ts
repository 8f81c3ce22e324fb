import { type Fold, fold } from '../fold';
import { calling, context, observed } from './operations';

/** A call under way whose seller has shown progress. */
export function claimedWorking(): Fold {
  const progress = observed({ kind: 'pending', status: 'working', callOpen: true }, { attempt: 1 });
  return fold(calling(), [progress], context);
}
