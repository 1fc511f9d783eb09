import * as z from 'zod/mini';
import type { ApiHandler } from '../adapters/lambda/api-handler.ts';
import { type QueryObject, restTarget } from '../adapters/magento/transport/rest-target.ts';
import type { Reply } from '../adapters/magento/transport/send.ts';
import type { Connection } from '../domain/connection.ts';
import { Refusal } from '../domain/refusals/refusal.ts';
import { CALL_MILLISECONDS, type Deps as CallDeps, callStore } from '../stores/call-store.ts';
import { type ProductsOf, requireConnection } from './client-access.ts';
import { pagesBody } from './contract/requests.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { answer } from './json-answer.ts';
import { readBody } from './read-request.ts';

export type Deps = CallDeps & { readonly productsOf: ProductsOf };

/** How many items were walked past, and how many the store gives at once. */
const place = z.tuple([z.int().check(z.nonnegative()), z.int().check(z.positive())]);

const list = z.object({
  items: z.nullable(z.array(z.unknown())),
  total_count: z.int(),
  search_criteria: z.optional(z.object({ page_size: z.optional(z.nullable(z.number())) })),
});
const complaint = z.object({
  message: z.string(),
  parameters: z.optional(z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())])),
});

type Asked = {
  readonly path: string | readonly string[];
  readonly query: QueryObject;
  readonly store: string | undefined;
  /** One request may take several calls, and all of them together have its time. */
  readonly deadlineMs: number;
};
type Step = { readonly items: readonly unknown[]; readonly total: number; readonly size: number };

/**
 * `POST /v1/connections/{id}/pages`: the next items of a list. Pages of Magento's stay out of sight: older versions
 * give the last page over and over, and stores cap the size of a page, with an error or silently.
 */
export function walkPages(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, pageSize, query = {}, ...rest } = readBody(request, pagesBody);
    const named = { path: rest.path, query, store: rest.store };
    restTarget(named);
    const connection = await requireConnection(deps, request);
    const question = [connection.connection, named];
    const asked = { ...named, deadlineMs: performance.now() + CALL_MILLISECONDS };
    const [seen, size] = cursor === undefined ? [0, pageSize] : readCursor(cursor, question, place);
    const step = await takeStep(deps, connection, asked, seen, size);
    const done = seen + step.items.length;
    const over = step.items.length === 0 || done >= step.total;
    const next = over ? undefined : writeCursor(question, [done, step.size]);
    return answer({ items: step.items, total: step.total, ...(next && { next }) });
  };
}

async function takeStep(deps: Deps, connection: Connection, asked: Asked, seen: number, size: number): Promise<Step> {
  const page = Math.floor(seen / size) + 1;
  const target = restTarget({ ...asked, query: paged(asked.query, page, size) });
  const { reply } = await callWhole(deps, connection, { target, deadlineMs: asked.deadlineMs }, size);
  const smaller = reply === undefined ? Math.max(1, Math.floor(size / 2)) : capOf(reply, size);
  if (reply === undefined || smaller !== undefined) return takeStep(deps, connection, asked, seen, smaller ?? size);
  const { items: all, total_count: total, search_criteria: criteria } = listIn(reply);
  const items = all ?? [];
  // A page that is not full although more must come: the store gives fewer at once than it was asked for.
  const short = items.length < size && (page - 1) * size + items.length < total;
  const given = Math.min(size, criteria?.page_size ?? size, short && items.length > 0 ? items.length : size);
  // With the size the store really has, the place is on another page than the one that was asked for.
  if (given < size && page > 1) return takeStep(deps, connection, asked, seen, given);
  // Older versions repeat their last page when the list has become shorter than what was seen of it. And what was seen
  // already goes: the size has changed on the way, and the page begins before the place.
  return { items: seen >= total ? [] : items.slice(seen - (page - 1) * size), total, size: given };
}

/** Without a reply when the page was too large to be handed on: half of it may do. */
async function callWhole(
  deps: Deps,
  connection: Connection,
  asked: { readonly target: string; readonly deadlineMs: number },
  size: number,
): Promise<{ reply: Reply | undefined }> {
  try {
    return await callStore(deps, connection, { method: 'GET', ...asked });
  } catch (error) {
    if (size > 1 && error instanceof Refusal && error.code === 'answer_too_large') return { reply: undefined };
    throw error;
  }
}

/** The size that a store names when it refuses a larger one (`Magento\Framework\Webapi\…\SearchCriteriaValidator`). */
function capOf({ status, body }: Reply, size: number): number | undefined {
  if (status !== 400) return undefined;
  const { data } = complaint.safeParse(parsed(body));
  if (data === undefined || !/pageSize/i.test(data.message)) return undefined;
  const named = [data.message, ...Object.values(data.parameters ?? {}).map(String)].join(' ').match(/\d+/g) ?? [];
  const cap = named.map(Number).find((number) => number > 0 && number < size);
  return cap;
}

/** @throws Refusal `list_expected` with Magento's status */
function listIn({ status, body }: Reply): z.infer<typeof list> {
  const read = list.safeParse(parsed(body));
  if (status === 200 && read.success) return read.data;
  if (status === 429 || status >= 500) throw new Refusal('store_busy', { status });
  const { data } = complaint.safeParse(parsed(body));
  throw new Refusal('list_expected', { status, ...(data && { message: data.message.slice(0, 500) }) });
}

function paged(query: QueryObject, currentPage: number, pageSize: number): QueryObject {
  const given = query['searchCriteria'];
  const criteria = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  return { ...query, searchCriteria: { ...criteria, pageSize, currentPage } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
