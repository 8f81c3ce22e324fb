import type { ApiClient, OperationJson } from './api-client';
import type { Scene } from './scene';

/**
 * Checks that the timeline tells a whole story. It begins with intake, every move starts where the last one ended, and
 * the end is the present state.
 */
export async function expectWholeStory(desk: ApiClient, operation: OperationJson): Promise<void> {
  const timeline = await desk.timeline(operation.id);
  expect({ id: operation.id, first: timeline[0]?.kind }).toEqual({ id: operation.id, first: 'accepted' });
  let state: string | null = timeline[0]?.to_status ?? null;
  for (const entry of timeline.slice(1)) {
    if (entry.to_status === null || entry.from_status === entry.to_status) continue;
    expect({ id: operation.id, entry, left: entry.from_status }).toEqual({ id: operation.id, entry, left: state });
    state = entry.to_status;
  }
  expect({ id: operation.id, state }).toEqual({ id: operation.id, state: operation.status });
}

/** The channel that ended the operation, as the timeline tells it. */
export async function settledBy(desk: ApiClient, id: string): Promise<string | undefined> {
  const timeline = await desk.timeline(id);
  return timeline.findLast(({ kind }) => kind === 'transition')?.source;
}

/**
 * Checks that the subscriber heard of the end and of every turn before it: the sequence numbers have no gap. What follows
 * from the end, such as that a person is needed, comes behind it.
 */
export async function expectEveryTurnHeard(scene: Scene, operation: OperationJson): Promise<void> {
  const last = await scene.subscriber.awaitEvent(operation.id, `operation.${operation.status}`);
  for (let sequence = 1; sequence < last.sequence; sequence++) {
    await scene.subscriber.awaitSequence(operation.id, sequence);
  }
  const heard = scene.subscriber
    .of(operation.id)
    .map((event) => event.sequence)
    .filter((sequence) => sequence <= last.sequence);
  expect({ id: operation.id, heard }).toEqual({
    id: operation.id,
    heard: Array.from({ length: last.sequence }, (_, index) => index + 1),
  });
}
