import type { ApiDeed } from '../adapters/lambda/api-handler.ts';
import { isMagentosWord } from '../domain/health.ts';
import { type Needs as LookNeeds, lookAt, settle } from '../stores/health-check.ts';
import { connectionOf, type ProductsOf } from './client-access.ts';
import { viewOf } from './contract/views.ts';
import { answer } from './json-answer.ts';
import { readNoBody } from './read-request.ts';

export type Needs = LookNeeds & { readonly productsOf: ProductsOf };

/**
 * `POST /v1/connections/{id}/check`: looks at the store now. What Magento itself says against the credentials is asked
 * a second time at once, and counts; a store that is down counts by days, whoever asks.
 */
export function checkConnection(needs: Needs): ApiDeed {
  return async (request) => {
    readNoBody(request);
    const connection = await connectionOf(needs, request);
    const begun = performance.now();
    const first = await lookAt(needs, connection);
    const finding = isMagentosWord(first) ? await lookAt(needs, connection) : first;
    const confirmed = isMagentosWord(finding) && finding === first;
    const now = await settle(needs, connection, finding, confirmed ? 0 : undefined);
    return answer({ connection: viewOf(now), finding, milliseconds: Math.round(performance.now() - begun) });
  };
}
