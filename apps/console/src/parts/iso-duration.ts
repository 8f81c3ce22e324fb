const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const units = ['weeks', 'days', 'h', 'min', 's'] as const;

/** @returns an ISO 8601 duration as people say it: `P2D` is `2 days`; the text itself when it is none of these */
export function isoDurationText(text: string): string {
  const found = PATTERN.exec(text);
  if (found === null) return text;
  const said = units.flatMap((unit, index) => {
    const count = found[index + 1];
    if (count === undefined) return [];
    return [`${count} ${count === '1' ? unit.replace(/s$/, '') || 's' : unit}`];
  });
  return said.length === 0 ? text : said.join(' ');
}
