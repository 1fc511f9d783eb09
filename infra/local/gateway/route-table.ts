/** A route that fits a request. `parameters` are percent-decoded. */
export type RouteMatch<T> = { readonly route: T; readonly parameters: Readonly<Record<string, string>> };

type Keyed = { readonly routeKey: string };
type Compiled<T> = { readonly route: T; readonly method: string; readonly pattern: RegExp; readonly rank: string };

const PARAMETER = /^\{([^}+]+)(\+?)\}$/;
const LAST = '~';

/**
 * API Gateway's preference, as text to sort by: whatever matches whole before greedy routes, then fixed segments before
 * parameters.
 */
function rankOf(segments: readonly string[]): string {
  const parameters = segments.map((segment) => PARAMETER.exec(segment));
  const greedy = parameters.some((found) => found?.[2] === '+') ? '1' : '0';
  return greedy + parameters.map((found) => (found === null ? '0' : '1')).join('');
}

function patternOf(segment: string): string {
  const [, name, greedy] = PARAMETER.exec(segment) ?? [];
  if (name === undefined) return segment.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return greedy ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`;
}

function compile<T extends Keyed>(route: T): Compiled<T> {
  if (route.routeKey === '$default') return { route, method: 'ANY', pattern: /^/, rank: LAST };
  const [method = '', path = ''] = route.routeKey.split(' ');
  const segments = path.split('/');
  return {
    route,
    method,
    pattern: new RegExp(`^${segments.map(patternOf).join('/')}$`),
    // A named method is preferred to ANY on the same path only.
    rank: rankOf(segments) + (method === 'ANY' ? '1' : '0'),
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Finds the route for a method and a path as sent; `undefined` when none fits. */
export function createRouteTable<T extends Keyed>(routes: readonly T[]) {
  const compiled = routes.map(compile).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method: string, path: string): RouteMatch<T> | undefined => {
    for (const { route, method: own, pattern } of compiled) {
      const match = own === 'ANY' || own === method ? pattern.exec(path) : null;
      if (!match) continue;
      const parameters = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value) ?? value]);
      return { route, parameters: Object.fromEntries(parameters) };
    }
    return undefined;
  };
}
