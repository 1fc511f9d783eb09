import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { checkNow, type Deps as HealthDeps } from '../../stores/health-check.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { viewOf } from '../contract/connection-view.ts';
import { answer } from '../json-answer.ts';
import { readNoBody } from '../read-request.ts';

export type Deps = HealthDeps & { readonly productsOf: ProductsOf };

/** `POST /v1/connections/{id}/check`: a health check now. */
export function checkConnection(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const connection = await requireConnection(deps, request);
    const startedAtMs = performance.now();
    const { connection: now, result } = await checkNow(deps, connection);
    return answer({ connection: viewOf(now), result, milliseconds: Math.round(performance.now() - startedAtMs) });
  };
}
