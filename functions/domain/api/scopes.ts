/** What a token of the vendor's backend may hold. Those of one word are for connections: `connections:read` and so on. */
export const SCOPES = [
  'read',
  'call',
  'write',
  'credentials',
  'answers:read',
  'events:read',
  'events:write',
  'integrations:read',
  'integrations:write',
  'products:write',
  'channels:read',
  'channels:write',
  'channels:run',
  'records:read',
  'changes:read',
  'changes:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A scope as tokens name it. */
export function scopeName(scope: Scope): string {
  return scope.includes(':') ? scope : `connections:${scope}`;
}

/** Cognito puts this and a slash before the name of every scope: `handfast/connections:read`. */
export const RESOURCE_SERVER = 'handfast';

/** A name without what Cognito puts before it. */
export function withoutResourceServer(name: string): string {
  return name.startsWith(`${RESOURCE_SERVER}/`) ? name.slice(RESOURCE_SERVER.length + 1) : name;
}
