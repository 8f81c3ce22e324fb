/** @returns the text in one line, without the characters that would steer a terminal or forge a column */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '\u00b7')
    .trim();
}
