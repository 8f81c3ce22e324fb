import { finishCallsSeconds } from '@adcp-orchestrator/platform';
import { stopSeconds } from './stop-seconds';

describe('how long an app may take to stop', () => {
  it('covers a call that shows progress, the questions after it, and the writing of its answer', () => {
    expect(finishCallsSeconds(30)).toBe(300 + 2 * 30 + 30);
    expect(stopSeconds('submitter', 30)).toBe(405);
    expect(stopSeconds('workers', 30)).toBe(405);
  });

  it('follows CALL_TIMEOUT_SECONDS', () => {
    expect(stopSeconds('submitter', 600) - stopSeconds('submitter', 300)).toBe(900);
    expect(stopSeconds('submitter', 0.05)).toBe(346);
  });

  it('is short where nothing that is cut off does harm', () => {
    expect([stopSeconds('poller', 600), stopSeconds('notifier', 600), stopSeconds('intake-api', 600)]).toEqual([
      40, 40, 60,
    ]);
  });
});
