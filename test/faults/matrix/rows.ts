/** The steps of a handshake at which faults are made to happen, in the order of the flow. */
export const ROWS = [
  'callback',
  'popup',
  'sign-in',
  'consent',
  'progress',
  'request token',
  'wait',
  'access token',
  'check',
  'link',
  'announce',
  'fail',
] as const;
export type Row = (typeof ROWS)[number];

/** An operation of an AWS service, by the name in its protocol; `AcquireLease` is the update of a lease's item. */
export type Operation =
  | 'GetItem'
  | 'UpdateItem'
  | 'PutItem'
  | 'AcquireLease'
  | 'Encrypt'
  | 'Decrypt'
  | 'StartExecution'
  | 'SendTaskSuccess'
  | 'SendTaskFailure'
  | 'PutEvents';

/** Where the store or the provider is asked in a row: a path that the fault proxy tells apart. */
export type Endpoint = 'request' | 'access' | 'rest' | 'token';
/** AWS has one endpoint for all calls. */
export type ProxiedEndpoint = Endpoint | 'aws';

export type RowFacts = {
  readonly runs: 'web' | 'task';
  /** The server outside AWS that the row calls, if any. */
  readonly asks?: { readonly who: 'store' | 'provider'; readonly endpoint: Endpoint };
  /** What the row asks AWS, in order. */
  readonly calls: readonly Operation[];
  /** Everything of it that changes something, in order. `store` is a call that Magento lets through once. */
  readonly writes: readonly (Operation | 'store')[];
};

export const FACTS: Readonly<Record<Row, RowFacts>> = {
  callback: { runs: 'web', calls: ['Encrypt', 'UpdateItem'], writes: ['UpdateItem'] },
  popup: { runs: 'web', calls: ['GetItem', 'StartExecution'], writes: ['StartExecution'] },
  'sign-in': { runs: 'web', asks: { who: 'provider', endpoint: 'token' }, calls: ['GetItem'], writes: [] },
  consent: {
    runs: 'web',
    calls: ['GetItem', 'UpdateItem', 'SendTaskSuccess'],
    writes: ['UpdateItem', 'SendTaskSuccess'],
  },
  progress: { runs: 'web', calls: ['GetItem'], writes: [] },
  'request token': {
    runs: 'task',
    asks: { who: 'store', endpoint: 'request' },
    calls: ['GetItem', 'Decrypt', 'AcquireLease', 'Encrypt', 'UpdateItem'],
    writes: ['store', 'UpdateItem'],
  },
  wait: { runs: 'task', calls: ['UpdateItem'], writes: ['UpdateItem'] },
  'access token': {
    runs: 'task',
    asks: { who: 'store', endpoint: 'access' },
    calls: ['GetItem', 'Decrypt', 'AcquireLease', 'Encrypt', 'UpdateItem'],
    writes: ['store', 'UpdateItem'],
  },
  check: {
    runs: 'task',
    asks: { who: 'store', endpoint: 'rest' },
    calls: ['GetItem', 'Decrypt', 'AcquireLease', 'UpdateItem'],
    writes: ['UpdateItem'],
  },
  link: {
    runs: 'task',
    calls: ['GetItem', 'Decrypt', 'Encrypt', 'PutItem', 'UpdateItem'],
    writes: ['PutItem', 'UpdateItem'],
  },
  announce: { runs: 'task', calls: ['GetItem', 'UpdateItem', 'PutEvents'], writes: ['UpdateItem', 'PutEvents'] },
  fail: { runs: 'task', calls: ['GetItem', 'UpdateItem'], writes: ['UpdateItem'] },
};

const TASKS: Readonly<Record<string, Row>> = {
  RequestToken: 'request token',
  WaitForConsent: 'wait',
  AccessToken: 'access token',
  Check: 'check',
  Link: 'link',
  Announce: 'announce',
  Fail: 'fail',
};

export function rowOfTask(task: string): Row | undefined {
  return TASKS[task];
}

/** @param query of the request: the same path opens the popup, and shows the question after the sign-in */
export function rowOfRoute(routeKey: string, query: URLSearchParams): Row | undefined {
  switch (routeKey) {
    case 'POST /{product}/callback':
      return 'callback';
    case 'GET /{product}/login':
      return query.has('oauth_consumer_key') ? 'popup' : 'sign-in';
    case 'GET /{product}/signin':
    case 'GET /signin/return':
      return 'sign-in';
    case 'POST /{product}/consent':
      return 'consent';
    case 'GET /{product}/progress':
      return 'progress';
    default:
      return undefined;
  }
}

/** The function that runs a row, as its logical id begins after the construct's. */
export function functionOf(row: Row): 'Callback' | 'Login' | 'Exchange' {
  if (FACTS[row].runs === 'task') return 'Exchange';
  return row === 'callback' ? 'Callback' : 'Login';
}
