import { describe, expect, test } from 'vitest';
import { createRouteTable } from '../../../infra/local/gateway/route-table.ts';

const find = createRouteTable(
  ['GET /{product}/login', 'GET /console', 'GET /console/{page+}', 'GET /{product}/signin/return', '$default'].map(
    (routeKey) => ({ routeKey }),
  ),
);

describe('routes are preferred as API Gateway prefers them', () => {
  test.each([
    ['/console', 'GET /console', {}],
    ['/console/stores', 'GET /console/{page+}', { page: 'stores' }],
    ['/console/stores/con_1/x', 'GET /console/{page+}', { page: 'stores/con_1/x' }],
    // Whatever matches whole comes before a greedy route.
    ['/console/login', 'GET /{product}/login', { product: 'console' }],
    ['/demo/login', 'GET /{product}/login', { product: 'demo' }],
    ['/elsewhere', '$default', {}],
  ])('%s goes to %s', (path, routeKey, parameters) => {
    expect(find('GET', path)).toEqual({ route: { routeKey }, parameters });
  });
});
