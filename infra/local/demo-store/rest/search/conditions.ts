import { octetOrder } from '../../oauth/natural-order.ts';

export type Value = string | number | null;
type Test = (found: Value) => boolean;
type Compare = (found: string | number) => number;

/** Nothing compares with what is not there. */
const compared =
  (holds: (order: number) => boolean) =>
  (wanted: string): Test => {
    const compare = comparison(wanted);
    return (found) => found !== null && holds(compare(found));
  };

const equal = compared((order) => order === 0);
const notBefore = compared((order) => order >= 0);
const notAfter = compared((order) => order <= 0);

function oneOf(wanted: string): Test {
  const tests = wanted.split(',').map(equal);
  return (found) => tests.some((test) => test(found));
}

function like(wanted: string): Test {
  const pattern = sqlLike(wanted);
  return (found) => pattern.test(String(found ?? ''));
}

const not =
  (make: (wanted: string) => Test) =>
  (wanted: string): Test => {
    const test = make(wanted);
    return (found) => !test(found);
  };

const TESTS: ReadonlyMap<string, (wanted: string) => Test> = new Map(
  Object.entries({
    eq: equal,
    neq: compared((order) => order !== 0),
    gt: compared((order) => order > 0),
    gteq: notBefore,
    from: notBefore,
    lt: compared((order) => order < 0),
    lteq: notAfter,
    to: notAfter,
    like,
    nlike: not(like),
    in: oneOf,
    nin: not(oneOf),
    notnull: () => (found: Value) => found !== null,
    null: () => (found: Value) => found === null,
  }),
);

/** The test of a condition; an unknown one acts as `eq`, as in Magento. */
export function testOf(condition: string, wanted: string): Test {
  return (TESTS.get(condition) ?? equal)(wanted);
}

/**
 * The test of a condition on a date. `YYYY-MM-DD hh:mm:ss` and its ISO form in UTC are understood; one with another
 * offset finds nothing, and what is no date at all finds everything.
 */
export function dateTestOf(condition: string, wanted: string): Test {
  const given = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+ -]\d\d:?\d\d)?)?$/.exec(wanted);
  if (['null', 'notnull', 'in', 'nin', 'like', 'nlike'].includes(condition)) return testOf(condition, wanted);
  if (given === null) return () => true;
  const [, day = '', time = '00:00:00', zone = 'Z'] = given;
  if (zone !== 'Z') return () => false;
  return testOf(condition, `${day} ${time.length === 5 ? `${time}:00` : time}`);
}

/** The database's order: numbers as numbers, text without regard to case. */
export function valueOrder(left: Value, right: Value): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return octetOrder(String(left ?? '').toLowerCase(), String(right ?? '').toLowerCase());
}

function comparison(wanted: string): Compare {
  const [number, text] = [Number(wanted), wanted.toLowerCase()];
  return (found) => (typeof found === 'number' ? found - number : octetOrder(found.toLowerCase(), text));
}

function sqlLike(pattern: string): RegExp {
  const escaped = pattern.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'is');
}
