/**
 * What a key may do. A viewer reads. A trader also hands operations over and acts on them. An admin also changes the
 * tenant's settings.
 */
export const Role = { viewer: 'viewer', trader: 'trader', admin: 'admin' } as const;
export type Role = (typeof Role)[keyof typeof Role];

export const roles: readonly Role[] = Object.values(Role);

/** @returns whether the role includes everything that the needed one may do. */
export function roleCovers(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** @returns whether the text, as a row or a client gives it, is one of the roles. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
