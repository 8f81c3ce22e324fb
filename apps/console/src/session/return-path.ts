/**
 * Where to go after the sign-in, from what stands in the address. Two slashes, or a backslash, would lead a browser to
 * another site.
 */
export function returnPath(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(given) && !given.startsWith('/sign-in')
    ? given
    : '/';
}
