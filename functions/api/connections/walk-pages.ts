import { readCursor, writeCursor } from '../../adapters/fields/cursor.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { restTarget } from '../../adapters/magento/transport/rest-target.ts';
import { CALL_MILLISECONDS, type Deps as CallDeps } from '../../stores/call-store.ts';
import { nextItems } from '../../stores/lists/list-pages.ts';
import { beginning, listPlace } from '../../stores/lists/list-place.ts';
import { type ProductsOf, requireConnection } from '../client-access.ts';
import { pagesBody } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readBody } from '../read-request.ts';

export type Deps = CallDeps & { readonly productsOf: ProductsOf };

/** `POST /v1/connections/{id}/pages`: the next items of a list, whatever the store makes of pages (`nextItems`). */
export function walkPages(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, pageSize, query = {}, ...rest } = readBody(request, pagesBody);
    const named = { path: rest.path, query, store: rest.store };
    restTarget(named);
    const connection = await requireConnection(deps, request);
    const question = [connection.connection, named];
    const place = cursor === undefined ? beginning(pageSize) : readCursor(cursor, question, listPlace);
    const asked = { ...named, deadlineMs: performance.now() + CALL_MILLISECONDS };
    const { items, total, next } = await nextItems(deps, connection, asked, place);
    return answer({ items, total, ...(next && { next: writeCursor(question, next) }) });
  };
}
