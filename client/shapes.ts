/*
 * Requests and answers of the API; `docs/openapi.json` describes every member. Times are ISO 8601 in UTC. New members may
 * come, and new codes.
 */

export type * from './batches.ts';
export type * from './channels.ts';

/** A value of a query: lists and objects become PHP's brackets, null is left out. */
export type QueryValue = string | number | boolean | null | QueryValue[] | { [name: string]: QueryValue };
export type Query = { [name: string]: QueryValue };

export type Status = 'active' | 'needs_reauthorization' | 'inactive' | 'unreachable' | 'disconnected';

export type Store = { url: string; host: string };
export type Account = { issuer: string; id: string; label: string };

/** A store linked to an account of yours. */
export type Connection = {
  id: string;
  product: string;
  store: Store;
  account: Account;
  status: Status;
  statusSince: string;
  /** The code of what led to the status; absent for good ones. */
  reason?: string;
  generation?: string;
  createdAt: string;
  connectedAt: string;
  checkedAt?: string;
  /** A first bad answer that nothing has confirmed yet. */
  suspect?: { code: string; at: string };
  /** The ACL resources that Magento named when it refused the last check. Lists do not show them. */
  missingPermissions?: string[];
  /** What your system calls the account, as it answered an event. Lists do not show it. */
  vendorAccount?: string;
  /** What your system last said of the connection. Lists do not show it. */
  vendorAnswer?: { status: 'accepted' | 'rejected' | 'pending'; code?: string; message?: string; at: string };
};

/** `host` has a port that is not the default one: `shop.example:8443`. */
export type ConnectionsQuery = {
  product?: string;
  account?: string;
  /** Of the account; left out: the present sign-in's, and the deployment's own. */
  issuer?: string;
  host?: string;
  status?: Status;
};

/** An attempt to connect a store. */
export type Activation = {
  id: string;
  product: string;
  store: Store;
  stage: 'received' | 'requested' | 'granted' | 'checked' | 'linked' | 'failed' | 'expired';
  receivedAt: string;
  endedAt?: string;
  reason?: string;
  /** What the merchant was advised to do. */
  advice?: string;
  account?: Account;
  connection?: string;
};

/** What happened at one point of an attempt; `what` says it in English. */
export type ActivationStep = {
  step:
    | 'received'
    | 'opened'
    | 'request_token'
    | 'signed_in'
    | 'consented'
    | 'declined'
    | 'access_token'
    | 'verified'
    | 'connected'
    | 'failed';
  at?: string;
  what: string;
  /** What the store was asked for. */
  asked?: string;
};

/** An attempt, step by step. */
export type ActivationDetails = Activation & {
  /** Absent unless nobody has opened a popup for it. */
  popupOpened?: false;
  kind?: 'created' | 'reauthorized' | 'moved';
  signedInAs?: Account;
  /** What the merchant's page said of the end. */
  words?: { title: string; happened: string; next: string };
  steps: ActivationStep[];
};

export type ActivationsQuery = {
  product?: string;
  host?: string;
  stage?: Activation['stage'];
  from?: string;
  to?: string;
};

/** What the list says of an attempt whose popup was never opened: it is found by that alone. */
export type ActivationQuery = { product?: string; receivedAt?: string };

/** `issuer` is that of the product's present sign-in unless given. */
export type NewAccount = { id: string; label: string; issuer?: string };

/** `result` is `alive`, or the code of what is wrong. */
export type Check = { connection: Connection; result: string; milliseconds: number };

/** `inMagento` says what is left to do there. */
export type Disconnected = { connection: Connection; inMagento: string };

/** What signing a call yourself takes. Secrets. */
export type Credentials = {
  connection: string;
  storeUrl: string;
  generation?: string;
  consumerKey: string;
  consumerSecret: string;
  accessToken: string;
  accessTokenSecret: string;
};

/** What the merchant answered to the fields that you ask, by their keys. What was left open is absent. */
export type Answers = { connection: string; answers: Record<string, string | number | boolean> };

/** What is requested from a store's REST API. */
export type Target = {
  /** Below `rest/`: `V1/products/24-MB01`, or a list of segments, which need no encoding: `['V1', 'products', 'A/1']`. */
  path: string | string[];
  query?: Query;
  /** Code of a store view, or `all`. */
  store?: string;
};

export type CallRequest = Target & { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown };

/** What the store answered, errors of its own included. */
export type CallAnswer<T = unknown> = {
  status: number;
  milliseconds: number;
  tries: number;
  generation?: string;
  body: T;
};

/** A list's next items, and where it continues. */
export type Page<T = unknown> = { items: T[]; total: number; next?: string };
