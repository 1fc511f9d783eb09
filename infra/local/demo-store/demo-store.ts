import { createServer } from 'node:http';
import { listen, shut } from '../aws/aws-json.ts';
import { openAdmin, sessionKey } from './admin/admin.ts';
import type { Controls } from './admin/controls.ts';
import { controls } from './admin/controls.ts';
import type { StoreData } from './data/store-data.ts';
import type { Faults } from './faults.ts';
import type { Generation } from './oauth/base-string.ts';
import type { Quirks } from './quirks.ts';
import type { FinishedRequest } from './request-listener.ts';
import { createRequestListener } from './request-listener.ts';
import type { WriteStorage } from './rest/kept-data.ts';
import { openKeptData } from './rest/kept-data.ts';
import type { NewIntegration, RowStorage } from './rows.ts';
import { Tables } from './tables.ts';

export type DemoStoreOptions = {
  /** 0 (default) = any free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Address of this computer at which it can be reached besides 127.0.0.1; `0.0.0.0` stands for all. */
  bind?: string;
  /** Default 2.4.6. */
  generation?: Generation;
  /** Path of the shop, e.g. `/shop/`; default `/`. */
  basePath?: string;
  /** A store without URL rewrites: its base URL ends in `index.php/`. */
  indexPhp?: boolean;
  /** Host of the admin pages and of `success_call_back`; default: the store's. */
  adminHost?: string;
  /** The request call is refused this long after the callback POST; default 300 (`oauth/consumer/expiration_period`). */
  expirySeconds?: number;
  /** Added to every oauth and REST answer; default 0. */
  latencyMs?: number;
  /** Default 5000 (`oauth/consumer/post_timeout`). */
  postTimeoutMs?: number;
  now?: () => Date;
  /** Whether saving a token purges old request tokens; default true once in 100 (`oauth/cleanup/cleanup_probability`). */
  cleansUp?: () => boolean;
  /** Added at the start, unless the storage holds one of that name: then its URLs are set to these. */
  integrations?: readonly NewIntegration[];
  /** Keeps integrations and tokens; absent = they last as long as the process. */
  storage?: RowStorage;
  /** Keeps what is written over REST or in the admin; absent = it lasts as long as the process. */
  writes?: WriteStorage;
  /** Those that it has from the start. */
  quirks?: Quirks;
  /** Called when a request is over, answered or not. */
  onRequest?: (seen: FinishedRequest) => void;
};

export type { IntegrationState } from './admin/controls.ts';

export type DemoStore = AsyncDisposable &
  Controls & {
    /** `store_base_url`: ends in `/`. */
    readonly baseUrl: string;
    /** The Integrations grid. */
    readonly adminUrl: string;
    readonly successCallback: string;
    /** Set and delete entries at any time. */
    readonly faults: Faults;
    /** The same, for answers that are good but oddly wrapped, and lists that do not add up. */
    readonly quirks: Quirks;
    /** What it sells and sold; change it at any time. */
    readonly data: StoreData;
    close(): Promise<void>;
  };

/**
 * Starts a Magento 2 store for tests, `npm start` and `npm run demo`, on one port.
 *
 * It imitates what an integration meets, as observed on 2.4.7-p3 or read in the released code: the Integrations grid
 * with Activate, Reauthorize and Delete, the callback POST and the popup, the token exchange with its rows and texts,
 * signatures of all three generations (see `Generation`), and REST: sales, catalogue, stock, customers, content and
 * stores, with the usual writes, each with the permission that it takes. Faults can be switched on for each endpoint.
 *
 * It has no storefront, no admin sign-in (whoever reaches the port is the admin), no Bearer tokens, made-up data that
 * changes only when somebody changes it, no https, and without `storage` and `writes` no memory beyond its process. Quirks wrap its
 * good answers as careless stores do: in another language, behind notices, compressed.
 */
export async function startDemoStore(options: DemoStoreOptions = {}): Promise<DemoStore> {
  const { host = '127.0.0.1', generation = '2.4.6', cleansUp, storage } = options;
  const quirks: Quirks = { ...options.quirks };
  const now = clockOf(options, quirks);
  const tables = new Tables({ now, cleansUp, storage });
  for (const entered of options.integrations ?? []) provide(tables, entered);
  const server = createServer();
  const port = await listen(server, options.port ?? 0, options.bind ?? host);
  const { prefix, assets, ...shown } = placesOf(options, host, port);
  const shop = { tables, postTimeoutMs: options.postTimeoutMs ?? 5000, ...shown };
  const faults: Faults = {};
  const { data, write } = openKeptData(now, options.writes);
  server.on(
    'request',
    createRequestListener({
      signer: { generation, tables, now },
      faults,
      quirks,
      data,
      write,
      prefix,
      ...shown,
      admin: openAdmin(shop, { grid: shown.adminUrl, assets, successCallback: shown.successCallback }, write),
      expirySeconds: options.expirySeconds ?? 300,
      latencyMs: options.latencyMs ?? 0,
      onRequest: options.onRequest ?? (() => {}),
    }),
  );
  const close = () => shut(server);
  return { ...shown, faults, quirks, data, ...controls(shop), close, [Symbol.asyncDispose]: close };
}

/** One computer has one clock: of tokens, of rows, and of the header `Date`. */
function clockOf({ now = () => new Date() }: DemoStoreOptions, quirks: Quirks): () => Date {
  return () => new Date(now().getTime() + (quirks.clockOffsetSeconds ?? 0) * 1000);
}

/** One that was kept goes on with the URLs of this run. */
function provide(tables: Tables, entered: NewIntegration): void {
  const kept = [...tables.integrations.values()].find(({ name }) => name === entered.name);
  if (kept === undefined) return void tables.addIntegration(entered);
  const { endpointUrl, identityLinkUrl } = entered;
  tables.changeIntegration(kept.id, { endpointUrl, identityLinkUrl });
}

function placesOf({ basePath = '/', indexPhp = false, adminHost }: DemoStoreOptions, host: string, port: number) {
  const shopPath = basePath.endsWith('/') ? basePath : `${basePath}/`;
  const prefix = indexPhp ? `${shopPath}index.php/` : shopPath;
  const assets = `http://${adminHost ?? host}:${port}${prefix}admin/`;
  const adminUrl = `${assets}admin/integration/`;
  const successCallback = `${adminUrl}loginSuccessCallback/key/${sessionKey()}/`;
  return { prefix, assets, adminUrl, successCallback, baseUrl: `http://${host}:${port}${prefix}` };
}
