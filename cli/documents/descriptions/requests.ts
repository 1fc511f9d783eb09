import type { Words } from '../json-schema.ts';
import { PATH, PRODUCT, QUERY, STORE_VIEW } from './shared.ts';

/** What requests hold. */
export const REQUESTS = {
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
    stage: 'At this stage; a page may hold fewer than `limit`, or none, and still not be the last one.',
    from: 'Received at this time or later: `2026-11-22`, or `2026-11-22T08:00:00Z`.',
    to: 'Received at this time or before. A date alone is its first moment.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  ActivationQuery: {
    '': 'What the list says of an attempt whose popup was never opened: it is found by that alone.',
    product: 'As in the list.',
    receivedAt: 'As in the list.',
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
  ResultRequest: {
    '': 'What became of an event that was answered with 202.',
    success: 'Whether it worked.',
    accountIdentifier: 'What your system calls the account. Kept with the connection as `vendorAccount`.',
    errorCode: 'Why it did not work.',
    message: 'The same for people.',
  },
} satisfies Words;
