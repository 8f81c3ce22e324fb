import { parseOptions } from './options';

const goals = [
  '--throughput',
  '--idle',
  '--lists',
  '--growth',
  '--gauges',
  '--pending',
  '--memory',
  '--embedded',
  '--tracing',
] as const;

describe('the options of the bench', () => {
  it('name every part that has a goal when they name none', () => {
    expect(parseOptions([])).toMatchObject({ parts: goals, operations: null, rounds: 5, sellers: 50 });
  });

  it('mean the rounds against the script when they only say how rounds are measured', () => {
    expect(parseOptions(['--quick'])).toMatchObject({ parts: ['--throughput'], operations: 2_000, rounds: 3 });
    expect(parseOptions(['--rounds', '2', '--operations', '500'])).toMatchObject({
      parts: ['--throughput'],
      operations: 500,
      rounds: 2,
    });
    expect(parseOptions(['--profile'])).toMatchObject({ parts: ['--throughput'], profile: true });
  });

  it('take several parts, in the order in which they are measured', () => {
    const { parts, operations } = parseOptions(['--', '--gauges', '--lists', '--operations', '2000000']);
    expect(parts).toEqual(['--lists', '--gauges']);
    expect(operations).toBe(2_000_000);
  });

  it('take checkouts to measure intake against', () => {
    expect(parseOptions(['--intake', '--against', '/other', '--against', '/third'])).toMatchObject({
      parts: ['--intake'],
      against: ['/other', '/third'],
    });
  });

  const refused = [
    ['--sped'],
    ['--operations', '0'],
    ['--pending', '--operations', '200000'],
    ['--lists', '--idle', '--operations', '200000'],
    ['--quick', '--idle'],
    ['--against', '/other'],
    ['--intake', '--against'],
  ];
  it.each(refused.map((args) => [args]))('are refused: %j', (args) => {
    const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${String(code)}`);
    });
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    try {
      expect(() => parseOptions(args)).toThrow('exit 2');
      expect(said).toHaveBeenCalledWith(expect.stringContaining('--help'));
    } finally {
      exit.mockRestore();
      said.mockRestore();
    }
  });
});
