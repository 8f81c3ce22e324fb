import { diagramIsCurrent } from './state-diagram';

describe('the state diagram in the documentation', () => {
  it('is what the transition table prints; run "npm run docs:states" after a change', async () => {
    expect(await diagramIsCurrent()).toBe(true);
  });
});
