import { SLUG } from './seller-bodies';

/** @returns an id that is made from a name; null when none can be made */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-+|-+$/g, '');
  return SLUG.test(slug) ? slug : null;
}
