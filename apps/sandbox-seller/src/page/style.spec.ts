import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageStyle } from './style';

const consoleStyle = readFileSync(join(__dirname, '../../../console/src/styles/base.css'), 'utf8');

/** The colours in the order of their places: those of the light look, then those of the dark one. */
function coloursOf(sheet: string, name: string): string[] {
  return [...sheet.matchAll(new RegExp(`${name}: (#[0-9a-f]{6})`, 'g'))].map(([, colour = '']) => colour);
}

describe('the look of the page', () => {
  it('has the colours of the console, light and dark', () => {
    const names = [...new Set([...pageStyle.matchAll(/(--c-[a-z]+):/g)].map(([, name = '']) => name))];
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect([name, coloursOf(pageStyle, name)]).toEqual([name, coloursOf(consoleStyle, name)]);
  });

  it('uses no colour that it has not defined', () => {
    const used = [...pageStyle.matchAll(/var\((--c-[a-z]+)\)/g)].map(([, name = '']) => name);
    for (const name of used) expect(pageStyle).toContain(`${name}: #`);
  });
});
