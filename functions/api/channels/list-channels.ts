import type { ChannelRepository } from '../../adapters/dynamodb/channels/channel-repository.ts';
import type { ConnectionRepository } from '../../adapters/dynamodb/connection-repository.ts';
import type { ApiHandler } from '../../adapters/lambda/api-handler.ts';
import type { StoreUrl } from '../../domain/stores/store-url.ts';
import type { Channel } from '../../domain/sync/channel.ts';
import { type ProductsOf, requestedProducts, requireConnection } from '../client-access.ts';
import { overProducts } from '../connections/list-connections.ts';
import { channelsQuery } from '../contract/channels/channel-requests.ts';
import { listedViewOf } from '../contract/channels/channel-view-of.ts';
import { nothing, PAGE_DEFAULT } from '../contract/request-schemas.ts';
import { answer } from '../json-answer.ts';
import { readQuery } from '../read-request.ts';
import type { ViewDeps } from './show-channel.ts';

export type Deps = Pick<ViewDeps, 'connectorsOf'> & {
  readonly productsOf: ProductsOf;
  readonly connections: Pick<ConnectionRepository, 'find' | 'storeUrls'>;
  readonly channels: Pick<ChannelRepository, 'findAll' | 'ofConnection' | 'byProduct'>;
};

/** `GET /v1/connections/{id}/channels`: all that a store has, oldest first. */
export function listChannelsOfConnection(deps: Deps): ApiHandler {
  return async (request) => {
    readQuery(request, nothing);
    const { connection, storeUrl } = await requireConnection(deps, request);
    const items = await deps.channels.ofConnection(connection);
    return answer({ items: items.map((channel) => listed(deps, channel, storeUrl)) });
  };
}

function listed({ connectorsOf }: Deps, channel: Channel, store: StoreUrl | undefined) {
  return listedViewOf(channel, connectorsOf(channel.type), store);
}

/** The last item of a page, as the index has it: its status, its smallest interval, and its id. */
const LAST = /^(?:active|paused|unavailable)#\d{4}#chn_[0-9a-f]{32}$/;

/** `GET /v1/channels`: by product and status. The index may lag behind; each channel is shown as it is. */
export function listChannels(deps: Deps): ApiHandler {
  return async (request) => {
    const { cursor, limit = PAGE_DEFAULT, ...question } = readQuery(request, channelsQuery);
    const products = requestedProducts(await deps.productsOf(request), question.product);
    const begin = question.status === undefined ? '' : `${question.status}#`;
    const isPlace = (after: string) => LAST.test(after) && after.startsWith(begin);
    const { items, next } = await overProducts(products, { question, cursor, limit, isPlace }, (product, left, after) =>
      deps.channels.byProduct(product, { status: question.status, limit: left, after }),
    );
    const [found, stores] = await Promise.all([
      deps.channels.findAll(items.map(({ channel }) => channel)),
      deps.connections.storeUrls(items.map(({ connection }) => connection)),
    ]);
    const views = found.map((channel) => listed(deps, channel, stores.get(channel.connection)));
    return answer({ items: views, ...(next && { next }) });
  };
}
