import type { Scope } from './routes.ts';

/** Cognito puts this and a slash before the name of every scope: `handfast/connections:read`. */
export const RESOURCE_SERVER = 'handfast';

/** A scope as tokens of other issuers name it. */
export const scopeName = (scope: Scope): string => `connections:${scope}`;

/** A scope as tokens of Cognito name it. */
export const poolScopeName = (scope: Scope): string => `${RESOURCE_SERVER}/${scopeName(scope)}`;
