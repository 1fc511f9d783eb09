/** A log line, or one of API Gateway's access log. */
export type Logged = Readonly<Record<string, unknown>>;

const TOKEN = /\s*(\(|\)|&&|\|\||!=|>=|<=|=|>|<|\$\.\w+|"[^"]*"|\d+)/gy;

/**
 * Whether CloudWatch Logs counts a line: reads the part of its filter language that the template uses, comparisons
 * joined by `&&`, `||` and brackets. A property that a line lacks compares with nothing.
 *
 * @throws Error for what it does not know
 */
export function counts(pattern: string, line: Logged): boolean {
  const tokens = tokensOf(pattern);
  const next = (): string => {
    const token = tokens.shift();
    if (token === undefined) throw new Error(`${pattern} ends too early`);
    return token;
  };
  const one = (): boolean => {
    const token = next();
    if (token !== '(') return compare(line[token.slice(2)], next(), next());
    const inside = either();
    if (next() !== ')') throw new Error(`${pattern} lacks a bracket`);
    return inside;
  };
  const all = (): boolean => {
    let holds = one();
    for (; tokens[0] === '&&'; holds = one() && holds) tokens.shift();
    return holds;
  };
  const either = (): boolean => {
    let holds = all();
    for (; tokens[0] === '||'; holds = all() || holds) tokens.shift();
    return holds;
  };
  const holds = either();
  if (tokens.length > 0) throw new Error(`${pattern} goes on with ${tokens.join(' ')}`);
  return holds;
}

function tokensOf(pattern: string): string[] {
  const inside = pattern.trim().replace(/^\{/, '').replace(/\}$/, '').trimEnd();
  const tokens = [...inside.matchAll(TOKEN)];
  const read = tokens.reduce((length, [whole]) => length + whole.length, 0);
  if (read !== inside.length) throw new Error(`${pattern} is not understood from ${inside.slice(read)}`);
  return tokens.map(([, token = '']) => token);
}

function compare(value: unknown, operator: string, literal: string): boolean {
  if (value === undefined) return false;
  const other: unknown = JSON.parse(literal);
  if (operator === '=') return value === other;
  if (operator === '!=') return value !== other;
  const [left, right] = [Number(value), Number(other)];
  if (operator === '>=') return left >= right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left < right;
}
