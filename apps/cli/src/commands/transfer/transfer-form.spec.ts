import { parseTransfer } from './transfer-form';

const head = ['version: 1', 'sellers:', '  - id: acme', '    name: Acme'];
const good = [...head, '    agent_url: https://acme.example/mcp', '    dialect: hitl-v1'];

function refusal(lines: readonly string[]): string {
  try {
    parseTransfer(lines.join('\n'), 'settings.yaml');
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

describe('a file of settings', () => {
  it('is taken with what it needs alone', () => {
    expect(parseTransfer(good.join('\n'), 'x')).toMatchObject({ sellers: [{ id: 'acme' }], subscriptions: [] });
  });

  it.each([
    [
      'a secret itself',
      [...good, '    auth:', '      scheme: bearer', '      token: hunter2'],
      'line 9, sellers[0].auth.token must name a variable',
    ],
    ['an unknown field', [...good, '    colour: red'], 'line 7, sellers[0].colour is no field of it'],
    ['a field that is missing', head, 'line 3, sellers[0].agent_url'],
    [
      'a wrong value',
      [...good, '    limits:', '      max_concurrency: 0'],
      'line 8, sellers[0].limits.max_concurrency',
    ],
    ['an id twice', [...good, ...good.slice(2)], 'line 7, sellers[1].id "acme" is there twice'],
    [
      'a Slack address',
      ['version: 1', 'subscriptions:', '  - channel: slack', '    url: https://hooks.slack.com/x'],
      'line 4, subscriptions[0].url is a secret',
    ],
    ['another version', ['version: 2'], 'line 1, version must be 1'],
    ['no YAML', ['version: 1', 'sellers: [', 'x: }'], 'settings.yaml line 3'],
    ['a field twice', ['version: 1', 'version: 1'], 'line 2'],
    ['nothing', [''], 'line 1, the whole'],
    [
      'too many',
      ['version: 1', 'subscriptions:', ...Array<string>(1_001).fill('  - {channel: email, to: a@example.com}')],
      'must have at most 1000 items',
    ],
    [
      'aliases of aliases',
      [
        'version: 1',
        'a: &a [1,1,1,1,1,1,1,1,1]',
        ...['b', 'c', 'd'].map(
          (name, index) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abc'[index] ?? ''}`)
              .join()}]`,
        ),
      ],
      'Excessive alias count',
    ],
  ])('is refused with the place of what is wrong: %s', (_, lines, words) => {
    expect(refusal(lines)).toContain(words);
    expect(refusal(lines)).not.toContain('hunter2');
  });

  it('names ten wrong values at most', () => {
    const many = Array.from({ length: 12 }, () => '  - {channel: email}');
    expect(refusal(['version: 1', 'subscriptions:', ...many])).toMatch(
      /line 12, subscriptions\[9\]\.to [^;]*; and 2 more/,
    );
  });
});
