/**
 * Migrations that take away what earlier releases use. No release from before the last of them may run on this schema; every
 * later one may, beside this release, while it rolls out. `npm run test:migrations` begins with that one.
 */
export const contracts: readonly string[] = ['DropIndexesOfBefore1700000084100', 'DropTriggersOfBefore1700000084200'];
