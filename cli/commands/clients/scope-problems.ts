import { SCOPES, scopeName } from '../../../functions/domain/api/scopes.ts';
import { hintFor } from '../../program/values.ts';

const NAMES = SCOPES.map(scopeName);

/** One line for each scope that there is not. */
export function scopeProblems(scopes: readonly string[]): string[] {
  return scopes
    .filter((scope) => !NAMES.includes(scope))
    .map((scope) => {
      const hint = hintFor(scope, NAMES, (name) => name.split(':')[1] === scope);
      return `--scopes: there is no scope "${scope}". ${hint}`;
    });
}
