/**
 * What a key may do. A viewer reads. A trader also hands operations over and acts on them. An admin also changes the
 * tenant's settings.
 */
export const Role = { viewer: 'viewer', trader: 'trader', admin: 'admin' } as const;
export type Role = (typeof Role)[keyof typeof Role];

export const roles: readonly Role[] = Object.values(Role);

/**
 * What a route may ask for: a role, or the platform's admin, who also sets up tenants. The platform's admin is no role
 * that a key can be given: it is the key of `BOOTSTRAP_API_KEY`, an admin of the first tenant with more rights.
 */
export const Rank = { ...Role, platform_admin: 'platform_admin' } as const;
export type Rank = (typeof Rank)[keyof typeof Rank];

/** Every rank, each including those before it. */
export const ranks: readonly Rank[] = Object.values(Rank);

/** @returns whether the rank includes everything that the needed one may do. */
export function rankCovers(rank: Rank, needed: Rank): boolean {
  return ranks.indexOf(rank) >= ranks.indexOf(needed);
}

/** @returns whether the text, as a row or a client gives it, is one of the roles. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
