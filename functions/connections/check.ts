import type { ApiDeed } from '../adapters/edge/api-door.ts';
import { isMagentosWord } from '../handshake/health.ts';
import { answer } from './answer.ts';
import { type Needs as LookNeeds, lookAt, settle } from './look.ts';
import { readNoBody } from './read.ts';
import { connectionOf, type ProductsOf } from './tenancy.ts';
import { viewOf } from './view.ts';

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
