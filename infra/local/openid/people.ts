/** The password of all of them. */
export const PASSWORD = 'handfast';

/** Whom the console lets in, by the claim `groups`. */
export const GROUPS = { viewer: 'support', operator: 'operations' } as const;

export type Person = {
  readonly sub: string;
  readonly email: string;
  readonly name: string;
  readonly org: string;
  readonly groups?: readonly string[];
};

/** Two merchants, and two people of the vendor: one who looks at the console, and one who may change things. */
export const PEOPLE: readonly Person[] = [
  { sub: 'user-ana', email: 'ana@example.com', name: 'Ana Example', org: 'org-ana' },
  { sub: 'user-ben', email: 'ben@example.com', name: 'Ben Example', org: 'org-ben' },
  { sub: 'user-olga', email: 'olga@example.com', name: 'Olga Example', org: 'org-vendor', groups: [GROUPS.operator] },
  { sub: 'user-vera', email: 'vera@example.com', name: 'Vera Example', org: 'org-vendor', groups: [GROUPS.viewer] },
];
