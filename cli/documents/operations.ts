import { CHANGE_OPERATIONS } from './channels/change-operations.ts';
import { CHANNEL_OPERATIONS } from './channels/channel-operations.ts';
import { EXAMPLES } from './examples.ts';
import type { Example, Operation } from './operation.ts';
import type { ApiCode } from './problem-responses.ts';

const FOUND: readonly ApiCode[] = ['connection_unknown'];
const BODY: readonly ApiCode[] = ['media_type_unsupported', 'body_too_large', 'request_malformed', 'path_refused'];
const STORE: readonly ApiCode[] = [
  'connection_disconnected',
  'store_at_capacity',
  'request_ambiguous',
  'store_address_refused',
  'store_unreachable',
  'certificate_invalid',
  'tls_failed',
  'store_timeout',
  'store_busy',
  'token_rejected',
  'consumer_unknown',
  'signature_rejected',
  'permission_missing',
  'token_refused',
  'timestamp_rejected',
  'authorization_header_missing',
  'store_invalid_response',
  'answer_too_large',
];

/** By route, as in `infra/api/routes.ts`. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/connections': {
    id: 'listConnections',
    summary: 'List connections',
    description:
      "By product and status; with `host`, those of one host; with `account`, the stores of one account, oldest first: of the account at the issuer of the product's present sign-in, then at the deployment's own, or with `issuer` at that one alone. Lists lag behind changes, mostly by less than a second; a connection's own address does not.",
    query: 'ListQuery',
    answer: 'ConnectionList',
    codes: ['request_malformed', 'cursor_invalid', 'product_unknown'],
  },
  'GET /v1/connections/{id}': {
    id: 'getConnection',
    summary: 'Read a connection',
    description: 'What is known of it now. The store is not asked.',
    answer: 'Connection',
    codes: ['request_malformed', ...FOUND],
  },
  'DELETE /v1/connections/{id}': {
    id: 'disconnect',
    summary: 'Give up a connection',
    description:
      'Destroys the credentials and keeps the record, with the status `disconnected`. A repetition changes nothing. Only a merchant can bring the connection back, by Activate or Reauthorize in Magento; it keeps its id.',
    answer: 'Disconnected',
    codes: ['request_malformed', ...FOUND, 'interrupted'],
  },
  'POST /v1/connections/{id}/account': {
    id: 'moveConnection',
    summary: 'Move a connection to another account',
    description:
      'The store stays connected, with the credentials it has; a disconnected connection stays disconnected, and only its new account can bring it back by the same integration. `connection.moved` is sent. A repetition changes nothing; a new label alone is kept, and not announced.',
    request: 'AccountRequest',
    answer: 'Connection',
    codes: ['media_type_unsupported', 'body_too_large', 'request_malformed', ...FOUND, 'interrupted'],
  },
  'POST /v1/connections/{id}/check': {
    id: 'checkConnection',
    summary: 'Look at a store now',
    description:
      'Asks whether the credentials are alive, and records what comes of it. What Magento itself says against them is asked a second time at once, and changes the status; a store that is down becomes `unreachable` after three days only. `result` names what was found, `store_error` among it: Magento answered with an error of its own. No body.',
    answer: 'CheckResult',
    codes: ['request_malformed', ...FOUND, 'connection_disconnected'],
  },
  'POST /v1/connections/{id}/call': {
    id: 'call',
    summary: "Call a store's REST API",
    description:
      "Signs the request as this store verifies it, sends it, and answers with Magento's status and body. At most four calls to one store are under way at once; more queue for up to 8 s. A GET is sent up to three times when the store is busy (429, 502 to 504) or falls silent; a write only when nothing of it was sent. All tries together have 22 s.",
    request: 'CallRequest',
    answer: 'CallResult',
    codes: [...BODY, ...FOUND, ...STORE],
  },
  'POST /v1/connections/{id}/pages': {
    id: 'walkPages',
    summary: "Walk a list of a store's REST API",
    description:
      'The next items of any list that takes `searchCriteria` and answers with `items` and `total_count`. Begin without a cursor and go on while there is a `next`: pages that a store caps, repeats or gives short are taken care of. POST, since the question is a body; it only ever reads.',
    request: 'PagesRequest',
    answer: 'ItemsPage',
    codes: [...BODY, 'cursor_invalid', ...FOUND, ...STORE, 'list_expected'],
  },
  'GET /v1/connections/{id}/credentials': {
    id: 'readCredentials',
    summary: 'Read the credentials of a store',
    description: 'For those who sign themselves. Each reading is written to the log, with the client that read.',
    answer: 'Credentials',
    codes: ['request_malformed', ...FOUND, 'connection_disconnected'],
  },
  'GET /v1/connections/{id}/answers': {
    id: 'readAnswers',
    summary: "Read a merchant's answers",
    description:
      'What the merchant answered to the form fields of the published integration, by their keys; nothing where nothing was asked. Answers may be personal: each reading is written to the log, with the client that read. Reauthorize keeps or replaces them; they are destroyed when the connection is given up or gets another account.',
    answer: 'Answers',
    codes: ['request_malformed', ...FOUND],
  },
  'GET /v1/activations': {
    id: 'listActivations',
    summary: 'List attempts to connect',
    description:
      'For support: what became of a merchant who pressed Activate, newest first, by the host of the store, by stage or by time. Attempts that ended are kept for 30 days; those that nobody finished expire after two hours and are gone some days later.',
    query: 'ActivationsQuery',
    answer: 'ActivationList',
    codes: ['request_malformed', 'cursor_invalid', 'product_unknown'],
  },
  'GET /v1/activations/{id}': {
    id: 'getActivation',
    summary: 'Read an attempt to connect',
    description:
      'What happened, step by step: what the store was asked, who signed in, what the merchant answered, and how it ended, with the words of the page that the merchant saw. The id is the reference on that page. Kept as long as in the list. While nobody has opened a popup for it, it is found with `product` and `receivedAt` as the list has them.',
    query: 'ActivationQuery',
    answer: 'ActivationDetails',
    codes: ['request_malformed', 'activation_unknown'],
  },
  'GET /v1/overview': {
    id: 'getOverview',
    summary: 'Read how everything is',
    description:
      'Connections by status, what became of the attempts of the last day, channels by lag, deliveries that wait or failed, and what somebody should look at first. Of the first ten products that the client sees, in the order of the settings, or of the one that is asked for. It costs the same however many stores there are: what is counted says since when, and what is cut off says so.',
    query: 'OverviewQuery',
    answer: 'Overview',
    codes: ['request_malformed', 'product_unknown'],
  },
  'GET /v1/deployment': {
    id: 'getDeployment',
    summary: 'Read how Handfast is deployed',
    description:
      'Version, addresses, the redirect URI of the sign-in, callback and login URL of each product, the clock, and settings that are no secret. For checking a deployment from outside.',
    answer: 'Deployment',
    codes: ['request_malformed'],
  },
  'GET /v1/events/{id}': {
    id: 'getEvent',
    summary: 'Read an event that was sent to a URL',
    description:
      'At the address that the event came with (`eventUrl`), for 30 days. An event that belongs to a test (`flag: STATELESS`) can be read for an hour.',
    answer: 'Event',
    codes: ['request_malformed', 'event_unknown'],
  },
  'POST /v1/events/{id}/result': {
    id: 'sendResult',
    summary: 'Send the result of an event',
    description:
      'After a 202, within three days. A repetition changes nothing. `success: false` is announced as `connection.rejected`, success as `connection.accepted`.',
    request: 'ResultRequest',
    answer: 'Event',
    codes: ['media_type_unsupported', 'body_too_large', 'request_malformed', 'event_unknown', 'event_settled'],
  },
  ...CHANNEL_OPERATIONS,
  ...CHANGE_OPERATIONS,
};

/** @throws Error when there is none: a route that nobody described */
export function operationOf(route: string): Operation & Example {
  const operation = OPERATIONS[route];
  const example = operation && EXAMPLES[operation.id];
  if (operation !== undefined && example !== undefined) return { ...operation, ...example };
  throw new Error(`The route ${route} needs a description and an example in cli/documents`);
}
