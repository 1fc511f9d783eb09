import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import { isMagentosWord } from '../domain/health.ts';
import { applyHealth, type Deps as HealthDeps, healthCheck } from '../stores/health-check.ts';
import { type ProductsOf, requireConnection } from './client-access.ts';
import { viewOf } from './contract/views.ts';
import { answer } from './json-answer.ts';
import { readNoBody } from './read-request.ts';

export type Deps = HealthDeps & { readonly productsOf: ProductsOf };

/**
 * `POST /v1/connections/{id}/check`: looks at the store now. What Magento itself says against the credentials is asked
 * a second time at once, and counts; a store that is down counts by days, whoever asks.
 */
export function checkConnection(deps: Deps): ApiHandler {
  return async (request) => {
    readNoBody(request);
    const connection = await requireConnection(deps, request);
    const startedAtMs = performance.now();
    const first = await healthCheck(deps, connection);
    const finding = isMagentosWord(first) ? await healthCheck(deps, connection) : first;
    const confirmed = isMagentosWord(finding) && finding === first;
    const now = await applyHealth(deps, connection, finding, confirmed ? 0 : undefined);
    return answer({ connection: viewOf(now), finding, milliseconds: Math.round(performance.now() - startedAtMs) });
  };
}
