/*
 * CloudWatch's metric math, as far as an alarm of ours needs it: one value for each period.
 */

type Series = readonly number[];

const FUNCTIONS: Readonly<Record<string, (...args: readonly Series[]) => Series>> = {
  /** The input has no gaps: what CloudWatch would fill is zero in it already. */
  FILL: (series = []) => series,
  IF: (condition = [], yes = [], no = []) => condition.map((one, index) => (one === 0 ? no : yes)[index] ?? 0),
  RUNNING_SUM: (series = []) => series.map((_, index) => series.slice(0, index + 1).reduce((sum, one) => sum + one, 0)),
};

const OPERATORS: Readonly<Record<string, (one: number, other: number) => number>> = {
  AND: (one, other) => Number(one !== 0 && other !== 0),
  '==': (one, other) => Number(one === other),
  '>=': (one, other) => Number(one >= other),
};

/** @throws Error at anything that is not known here */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Series {
  const tokens = expression.match(/[A-Za-z_]\w*|\d+|==|>=|[(),]/g) ?? [];
  const length = Object.values(metrics)[0]?.length ?? 0;
  const take = (wanted?: string): string => {
    const token = tokens.shift() ?? '';
    if (wanted !== undefined && token !== wanted) throw new Error(`${wanted} was expected instead of ${token}`);
    return token;
  };

  function value(): Series {
    const token = take();
    if (/^\d+$/.test(token)) return Array.from({ length }, () => Number(token));
    const call = FUNCTIONS[token];
    if (call === undefined) return metrics[token] ?? unknown(token);
    const args: Series[] = [];
    for (take('('); args.length === 0 || tokens[0] === ','; ) {
      if (args.length > 0) take(',');
      args.push(joined(['AND'], () => joined(['==', '>='], value)));
    }
    take(')');
    return call(...args);
  }

  function joined(operators: readonly string[], operand: () => Series): Series {
    let left = operand();
    while (operators.includes(tokens[0] ?? '')) {
      const apply = OPERATORS[take()] ?? unknown('operator');
      const right = operand();
      left = left.map((one, index) => apply(one, right[index] ?? 0));
    }
    return left;
  }

  const result = value();
  return tokens.length === 0 ? result : unknown(tokens.join(' '));
}

function unknown(what: string): never {
  throw new Error(`${what} is not known`);
}
