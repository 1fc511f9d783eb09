import type { ConsoleSession } from '../../adapters/cookies/console-session.ts';
import type { ConsoleAccess } from '../../adapters/lambda/environment.ts';
import { type Scope, scopeName } from '../../domain/api/scopes.ts';

export type Role = ConsoleSession['role'];

const VIEWER: readonly Scope[] = ['read', 'channels:read', 'changes:read', 'integrations:read', 'events:read'];
const OPERATOR: readonly Scope[] = [
  ...VIEWER,
  'write',
  'call',
  'channels:write',
  'channels:run',
  'changes:write',
  'integrations:write',
  'events:write',
  'products:write',
];

/** The scopes of a role. Nobody reads credentials or merchants' answers here, and records where the settings say so. */
export function scopesOf(role: Role, { showRecords }: Pick<ConsoleAccess, 'showRecords'>): ReadonlySet<string> {
  const scopes = role === 'operator' ? OPERATOR : VIEWER;
  return new Set([...scopes, ...(showRecords ? (['records:read'] as const) : [])].map(scopeName));
}

/** The role that somebody's groups give them; undefined: they may not come in. */
export function roleOf(
  groups: readonly string[],
  { viewers, operators }: Pick<ConsoleAccess, 'viewers' | 'operators'>,
): Role | undefined {
  if (groups.some((group) => operators.includes(group))) return 'operator';
  return groups.some((group) => viewers.includes(group)) ? 'viewer' : undefined;
}
