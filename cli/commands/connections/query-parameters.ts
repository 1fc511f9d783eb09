import { InvalidArgumentError } from 'commander';
import type { Query } from '../../../client/handfast.ts';

/** `name`, `name[a][0][b]` */
const NAME = /^[^[\]]+(?:\[[^[\]]+\])*$/;

/** A query with one parameter more, whose brackets become objects, as PHP reads them. */
export function withParameter(query: Query, name: string, value: string): Query {
  if (!NAME.test(name)) throw new InvalidArgumentError(`"${name}" must be a name such as a[b][0].`);
  const [first = '', ...others] = name.split(/\]?\[|\]$/).filter((part) => part !== '');
  return inside(query, first, others, value);
}

function inside(query: Query, name: string, [next, ...others]: readonly string[], value: string): Query {
  if (next === undefined) return { ...query, [name]: value };
  const there = query[name];
  const within = typeof there === 'object' && there !== null && !Array.isArray(there) ? there : {};
  return { ...query, [name]: inside(within, next, others, value) };
}
