import type { AskAttempts } from '../../adapters/dynamodb/activations/attempt-listings.ts';
import type { Listings } from '../../adapters/dynamodb/listings.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import { expiringNow, type ShownStage, stagesShownAs } from '../../domain/handshake/listed-attempt.ts';
import { hasEnded } from '../../domain/handshake/stage.ts';
import { searchedHost } from '../../domain/stores/store-url.ts';
import { type ProductsOf, requestedProducts } from '../client-access.ts';
import { overProducts } from '../connections/list-connections.ts';
import { attemptViewOf } from '../contract/attempt-view.ts';
import { activationsQuery, PAGE_DEFAULT } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';

export type Deps = {
  readonly productsOf: ProductsOf;
  readonly listings: Pick<Listings, 'attempts'>;
  readonly now: () => Date;
};

/** Before the first Handfast, after the last. */
const EVER = { from: '2000-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' };

/** The last item of a page, as the index has it: the time it began, and what tells it from others. */
const LAST = /^\d{4}-\d{2}-\d{2}T[\d:.]{8,12}Z[!-~]{0,80}$/;

/** `GET /v1/activations`: what became of attempts to connect, newest first; by store host, stage, or time. */
export function listActivations({ productsOf, listings, now }: Deps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT, ...question } = readQuery(request, activationsQuery);
    const { stage } = question;
    const products = requestedProducts(await productsOf(request), question.product);
    const asked = {
      host: question.host && searchedHost(question.host),
      from: isoOf(question.from) ?? EVER.from,
      to: isoOf(question.to) ?? EVER.to,
    };
    if (asked.from > asked.to) return answer({ items: [] });
    const isPlace = (after: string) => LAST.test(after) && after >= asked.from && after <= `${asked.to}~`;
    const { items, next } = await overProducts(products, { question, cursor, limit, isPlace }, (product, left, after) =>
      listings.attempts(product, { ...atStage(asked, stage, now()), limit: left, after }),
    );
    return answer({ items: items.map((item) => attemptViewOf(item, now())), ...(next && { next }) });
  };
}

/** When attempts at a stage were received, besides what is asked for: those under way lately, expired ones before. */
function atStage<T extends Pick<AskAttempts, 'from' | 'to'>>(asked: T, stage: ShownStage | undefined, now: Date) {
  if (stage === undefined) return asked;
  const stages = stagesShownAs(stage);
  const border = expiringNow(now);
  if (stage === 'expired') return { ...asked, stages, to: border < asked.to ? border : asked.to };
  // Everything that is listed under the very time of the border sorts before this.
  const since = `${border}~`;
  return hasEnded(stage) || since < asked.from ? { ...asked, stages } : { ...asked, stages, from: since };
}

/** As the table has it: UTC, with milliseconds. */
function isoOf(time: string | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
