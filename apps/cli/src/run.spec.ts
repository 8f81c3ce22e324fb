import { CliUnderTest } from '../testing/cli-under-test';
import { ExitCode } from './exit-code';

describe('wrong options', () => {
  const cli = new CliUnderTest({});
  afterAll(() => {
    cli.remove();
  });

  it.each([
    ['an unknown option', ['list', '--bogus'], '--bogus'],
    ['an unknown command', ['bogus'], 'bogus'],
    ['a missing argument', ['show'], 'operation'],
    ['a missing option', ['archive'], '--out'],
    ['options that exclude each other', ['restore', '--moved', '--finish'], '--finish'],
    ['no command', [], 'no command'],
    ['a group alone', ['act'], 'no command'],
  ])('are told as JSON with --json: %s', async (_, args, words) => {
    const { code, out, err } = await cli.run([...args, '--json']);
    expect([code, out]).toEqual([ExitCode.usage, '']);
    expect(JSON.parse(err)).toEqual({
      error: {
        message: expect.stringContaining(words),
        way_out: expect.stringContaining('--help'),
        exit_code: ExitCode.usage,
        problem: null,
      },
    });
  });

  it('are told in words to a person', async () => {
    const { code, err } = await cli.run(['list', '--bogus']);
    expect([code, err]).toEqual([ExitCode.usage, expect.stringMatching(/^error: .*--bogus/)]);
  });
});
