import type { Scope } from './routes.ts';

/** Cognito puts this and a slash before the name of every scope: `handfast/connections:read`. */
export const RESOURCE_SERVER = 'handfast';

/** A scope as tokens of other issuers name it. */
export function scopeName(scope: Scope): string {
  return scope.includes(':') ? scope : `connections:${scope}`;
}

/** A scope as tokens of Cognito name it. */
export function poolScopeName(scope: Scope): string {
  return `${RESOURCE_SERVER}/${scopeName(scope)}`;
}

/** What each scope lets a client do, for the consoles and documents that name it. */
export const SCOPE_DESCRIPTIONS = {
  read: 'List and read connections, and what became of attempts to connect.',
  call: 'Call stores, and check connections.',
  write: 'Disconnect stores, and move them to another account.',
  credentials: 'Read the credentials of stores.',
  'answers:read': 'Read what merchants answered when they connected their stores.',
} as const satisfies Record<Scope, string>;
