import type { Words } from './json-schema.ts';

const TIME = 'ISO 8601, UTC.';
const CURSOR = 'Where the list goes on: send it as `cursor`, with the same other parameters. Absent at the end.';
const PRODUCT = 'Id of a product, as in the settings.';
const PATH =
  'Below `rest/` and the store code: `V1/products/24-MB01`, percent-encoded where it must be; or a list of segments, which are encoded here: `["V1", "products", "ABC/10"]`.';
const QUERY =
  "The query as JSON. Lists and objects become PHP's brackets, `true` and `false` become 1 and 0, null is left out.";
const STORE_VIEW = 'Code of a store view, or `all`. The default store view unless given.';
const GENERATION =
  'Which of the three ways to sign Magento verifies at this store: `2.4.8` (and later), `2.4.6` (2.4.6 and 2.4.7) or `2.0` (up to 2.4.5). Absent while nothing is known.';

const store = {
  store: 'The Magento instance.',
  'store.url': 'Its base URL, normalised; ends in `/`. REST is below `rest/`.',
  'store.host': 'Its host, with a port that is not the default one.',
};
const account = {
  account: 'Your merchant’s account: who signed in and said yes.',
  'account.issuer': 'Issuer URL of the OpenID provider, or `saml:` and the entity id of a SAML identity provider.',
  'account.id': 'Value of the account claim: a `sub`, or an organisation.',
  'account.label': 'What people know it by, mostly an e-mail address. To be shown, not compared.',
};

/** A description of every parameter and member; the document is not made without one. */
export const FIELDS: Words = {
  ListQuery: {
    '': 'Which connections.',
    product: `${PRODUCT} All products that the client may see, unless given.`,
    account:
      "The account claim's value, or what names the account at a SAML identity provider. Also with the issuer and `#` before it, as events have it.",
    issuer:
      "Of `account`. Left out: the issuer of the product's present sign-in, and the deployment's own. For another one, and where SAML metadata are fetched from a URL, give it.",
    host: 'Only connections to stores of this host; with a port that is not the default one, such as `shop.example:8443`.',
    status: 'Only connections of this status.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  ActivationsQuery: {
    '': 'Which attempts.',
    product: `${PRODUCT} All products that the client may see, unless given.`,
    host: "The store's host, with a port that is not the default one.",
    from: 'Received at this time or later: `2026-11-22`, or `2026-11-22T08:00:00Z`.',
    to: 'Received at this time or before. A date alone is its first moment.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  QueryValue: { '': 'A value of a query. `{ "a": { "b": [1, 2] } }` goes out as `a[b][0]=1&a[b][1]=2`.' },
  CallRequest: {
    '': "What to send to the store's REST API.",
    method: "The store's method.",
    path: PATH,
    query: QUERY,
    store: STORE_VIEW,
    body: 'Sent as JSON. Absent with GET. With the rest of the request, at most 5 MiB.',
  },
  PagesRequest: {
    '': "Which list of the store's REST API to walk.",
    path: PATH,
    query: `${QUERY} \`searchCriteria\` may hold filters and an order; its pages are taken care of. Sort by something that is unique and does not change, such as \`entity_id\`.`,
    store: STORE_VIEW,
    pageSize: 'How many items to ask the store for at once. A store that caps pages lower is given less.',
    cursor: '`next` of the answer before, with all else unchanged.',
  },
  AccountRequest: {
    '': 'Whose the store is from now on.',
    id: 'Value of the account claim, as the provider gives it for that account. Not checked: the provider is not asked.',
    label: 'What people know the account by, mostly an e-mail address. Merchants are shown it.',
    issuer:
      "Issuer URL of the OpenID provider, or `saml:` and the entity id. That of the product's present sign-in unless given.",
  },
  Connection: {
    '': 'A store tied to an account.',
    id: 'Stays the same for a product and store, however often it is connected anew.',
    product: PRODUCT,
    ...store,
    ...account,
    status:
      '`active`: the credentials open the store. `needs_reauthorization`: Magento dropped them, only the merchant can issue others. `inactive`: alive, but the integration is not active in Magento, as after an update of its module, or has no permissions. `unreachable`: the store was down for three days. `disconnected`: given up by you, the credentials are destroyed.',
    statusSince: TIME,
    reason: 'Code of what led to the status. Absent for good ones.',
    generation: GENERATION,
    createdAt: `When the store was connected first. ${TIME}`,
    connectedAt: `When it was connected last. ${TIME}`,
    checkedAt: `When the store was last asked whether the credentials are alive. ${TIME}`,
    suspect: 'A first bad answer that nothing has confirmed yet; a second one changes the status.',
    'suspect.code': 'Code of what was wrong.',
    'suspect.at': TIME,
    vendorAccount:
      'What your system calls the account: the `accountIdentifier` of its answer to an event. Lists do not show it.',
    vendorAnswer: 'What your system last said of the connection, in answer to an event. Lists do not show it.',
    'vendorAnswer.status':
      '`accepted` or `rejected`; `pending` after a 202, until the result comes. A rejected connection stays connected.',
    'vendorAnswer.code': 'The `errorCode` of the answer.',
    'vendorAnswer.message': 'The `message` of the answer.',
    'vendorAnswer.at': TIME,
  },
  Event: {
    '': 'An event that was sent to a URL, as webhooks have it in their body.',
    id: 'Of this event at this URL; the `webhook-id` of every attempt.',
    status:
      '`WAITING` for its next attempt, `ACCEPTED` until its result comes, `DELIVERED`, `FAILED`, or `DISCARDED` where its URL is switched off.',
    type: 'Type of the event, as on the bus.',
    timestamp: `When it happened. ${TIME}`,
    data: 'Ids, hosts and codes: what the event says, `eventType`, `eventUrl` and `integration`; `flag` is `STATELESS` for a test.',
  },
  ResultRequest: {
    '': 'What became of an event that was answered with 202.',
    success: 'Whether it worked.',
    accountIdentifier: 'What your system calls the account. Kept with the connection as `vendorAccount`.',
    errorCode: 'Why it did not work.',
    message: 'The same for people.',
  },
  ConnectionList: {
    '': 'A page of connections.',
    items: 'Up to `limit` of them. Possibly none although `next` is there.',
    next: CURSOR,
  },
  Activation: {
    '': 'An attempt to connect a store: what one press of Activate or Reauthorize in Magento led to.',
    id: 'Also the name of its execution in Step Functions, and `activation` of events.',
    product: PRODUCT,
    ...store,
    ...account,
    stage:
      '`received`: Magento sent its keys. `requested`: a request token is there, the merchant is asked. `granted`: the merchant said yes, the access token is there. `checked`: it opened the store. `linked`: done. `failed`: see `reason`. `expired`: nobody went on within two hours.',
    receivedAt: `When Magento's message came. ${TIME}`,
    endedAt: `When it was linked or failed. ${TIME}`,
    reason: 'Code of what it failed of.',
    advice: 'What the merchant was told to do next, in English.',
    connection: 'Id of the connection that it led to.',
  },
  ActivationList: {
    '': 'A page of attempts, newest first.',
    items: 'Up to `limit` of them. Possibly none although `next` is there.',
    next: CURSOR,
  },
  CheckResult: {
    '': 'What a look at the store has shown.',
    result: '`alive`, or the code of what is wrong, such as `token_rejected` or `store_unreachable`.',
    milliseconds: 'How long the look took.',
  },
  Disconnected: {
    '': 'A connection that was given up.',
    inMagento: 'What is left to do in Magento: it has no call by which an integration could be removed from outside.',
  },
  Credentials: {
    '': 'All that signing calls takes. Secrets: keep them out of logs.',
    connection: 'Id of the connection.',
    storeUrl: "The store's base URL; ends in `/`.",
    generation: GENERATION,
    consumerKey: '`oauth_consumer_key`.',
    consumerSecret: 'Secret.',
    accessToken: '`oauth_token`.',
    accessTokenSecret: 'Secret.',
  },
  Answers: {
    '': 'What the merchant answered when they connected the store. May be personal.',
    connection: 'Id of the connection.',
    answers: 'By the keys of the fields: a text, a number, or true and false for a box. What was left open is absent.',
  },
  CallResult: {
    '': "The store's answer.",
    status: "Magento's status. Errors of its API, such as 404 or 400, are answers like any other.",
    milliseconds: 'From the first byte sent to the last one read, all tries and the pauses between them.',
    tries: 'How often it was sent.',
    generation: GENERATION,
    body: "Magento's JSON, to the letter. A text where it is none; null where there was nothing.",
  },
  ItemsPage: {
    '': "A list's next items.",
    items: 'As Magento gives them. Possibly none although `next` is there.',
    total: '`total_count`, as the store counts now.',
    next: CURSOR,
  },
  Problem: {
    '': 'Why there is no other answer (RFC 9457). `code` is stable; members may come.',
    type: 'Always `about:blank`: go by `code`.',
    title: 'The same for every occurrence of the code.',
    status: "The answer's status.",
    detail: 'What happened, and what to do next.',
    code: 'What to go by.',
    problems: 'With `request_malformed`: each thing that is wrong, by its place.',
    retryAfter: 'Seconds after which it is worth another try; also in the header `retry-after`.',
    storeStatus: "The store's status, where its answer is the reason.",
  },
};
