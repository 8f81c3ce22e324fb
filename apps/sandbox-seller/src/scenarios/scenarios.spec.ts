import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  parseScenario,
  parseScenarioStrictly,
  ScenarioUnknownError,
  scenarioWords,
  wordSyntax,
  type ScenarioWord,
} from './scenarios';

describe('the scenario grammar', () => {
  it('takes a text without any word as done at once', () => {
    expect(parseScenario('PO-2026-0001')).toMatchObject({
      text: '',
      steps: [],
      ending: 'booked',
      faults: [],
      hasCourse: false,
    });
  });

  it('reads words from the left and leaves the rest as free text', () => {
    expect(parseScenario('PERMISSION-2-APPROVE-0.5-summer-APPROVE-9')).toMatchObject({
      text: 'PERMISSION-2-APPROVE-0.5',
      rest: 'summer-APPROVE-9',
      steps: [
        { wait: 'permission', seconds: 2 },
        { wait: 'approval', seconds: 0.5 },
      ],
      ending: 'booked',
    });
  });

  it('gives a fault its seconds and how often it happens', () => {
    expect(parseScenario('RATE_LIMIT-2-X3-DROP_AFTER-x').faults).toEqual([
      { kind: 'rate_limited', seconds: 2, times: 3 },
      { kind: 'drop_after', seconds: null, times: 1 },
    ]);
    expect(parseScenario('HTTP_503-XALL').faults[0]?.times).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('lets a number belong only to a word that takes one', () => {
    expect(parseScenario('WAIT-5-x')).toMatchObject({ text: 'WAIT', rest: '5-x' });
    expect(parseScenario('APPROVE-99999')).toMatchObject({ text: 'APPROVE', rest: '99999', steps: [{ seconds: 3 }] });
  });

  it('does not take names of object properties for words', () => {
    expect(parseScenario('constructor-toString').text).toBe('');
  });

  it.each(Object.keys(scenarioWords) as ScenarioWord[])('understands %s alone and explains it', (word) => {
    expect(parseScenarioStrictly(word).text).toBe(word);
    expect(wordSyntax(word)).toContain(word);
    expect(scenarioWords[word].meaning.length).toBeGreaterThan(10);
  });

  it('refuses what it does not understand where only a scenario makes sense', () => {
    expect(() => parseScenarioStrictly('APPROVE-2-WIAT')).toThrow(ScenarioUnknownError);
    expect(() => parseScenarioStrictly('APPROVE-2-WIAT')).toThrow(/from "WIAT" on; known words: DONE/);
  });
});

it('is explained word for word in the README', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8').replace(/ +/g, ' ');
  for (const word of Object.keys(scenarioWords) as ScenarioWord[]) {
    expect(readme).toContain(`| \`${wordSyntax(word)}\` | ${scenarioWords[word].meaning} |`);
  }
});
