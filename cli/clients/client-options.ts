import { distance } from 'fastest-levenshtein';
import { SCOPES, scopeName } from '../../functions/domain/api/scopes.ts';

const NAMES = SCOPES.map(scopeName);

/** How different a word may be to be taken for a slip of the pen. */
const NEAR = 3;

/** Words that are separated by commas. */
export function readList(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** One line for each scope that there is not. */
export function scopeProblems(scopes: readonly string[]): string[] {
  return scopes
    .filter((scope) => !NAMES.includes(scope))
    .map((scope) => {
      const near = NAMES.filter((name) => distance(name, scope) <= NEAR || name.split(':')[1] === scope);
      const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are ${NAMES.join(', ')}.`;
      return `--scopes: there is no scope "${scope}". ${hint}`;
    });
}
