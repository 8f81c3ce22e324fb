import { ComposeVariableMissingError, interpolate, variablesOf } from './compose-interpolation';

describe('interpolate', () => {
  it('fills in a value, and a default where there is none', () => {
    expect(interpolate('${HOST}:${PORT:-3000}', { HOST: 'db' })).toBe('db:3000');
    expect(interpolate('${PORT:-3000}', { PORT: '' })).toBe('3000');
    expect(interpolate('${PORT-3000}', { PORT: '' })).toBe('');
    expect(interpolate('${PORT:-3000}', { PORT: '80' })).toBe('80');
  });

  it('refuses a required variable without a value, with the message of the file', () => {
    expect(() => interpolate('${KEY:?set KEY in .env}', { KEY: '' })).toThrow(
      new ComposeVariableMissingError('KEY', 'set KEY in .env'),
    );
  });

  it('leaves an escaped dollar sign', () => {
    expect(interpolate('$${KEPT} $$', {})).toBe('${KEPT} $');
  });
});

describe('variablesOf', () => {
  it('lists the variables with whether they are required', () => {
    expect(variablesOf('${A:?no A} ${B:-b} $${C}')).toEqual([
      { name: 'A', required: true },
      { name: 'B', required: false },
    ]);
  });
});
