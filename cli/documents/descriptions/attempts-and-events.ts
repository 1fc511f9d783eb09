import type { Words } from '../json-schema.ts';
import { account, CURSOR, PRODUCT, store, TIME } from './shared.ts';

/** What lists and details say alike. */
const attempt = {
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
};

/** What answers say of attempts to connect, and of events. */
export const ATTEMPTS_AND_EVENTS = {
  Activation: {
    '': 'An attempt to connect a store: what one press of Activate or Reauthorize in Magento led to.',
    ...attempt,
  },
  ActivationStep: {
    '': 'What happened at one point of an attempt.',
    step: '`received`: Magento sent its keys. `opened`: a popup was opened. `request_token` and `access_token`: the store issued them. `signed_in`, `consented`, `declined`: the merchant. `verified`: the access token opened the store. `connected` or `failed`: the end.',
    at: `${TIME} Absent where an earlier version of Handfast took the step.`,
    what: 'The same in English.',
    asked: 'What the store was asked for, where it was.',
  },
  ActivationDetails: {
    '': 'An attempt to connect a store, step by step.',
    ...attempt,
    popupOpened: 'False where nobody has opened a popup for it: Magento has sent its message, and that is all.',
    kind: 'What it did to the connection.',
    signedInAs: 'Who signed in last, whatever they answered.',
    'signedInAs.issuer': account['account.issuer'],
    'signedInAs.id': account['account.id'],
    'signedInAs.label': account['account.label'],
    words: 'What the page of the merchant said of the end, in English.',
    'words.title': 'Its heading.',
    'words.happened': 'What happened.',
    'words.next': 'What to do next; as `advice`.',
    steps: 'In the order of time.',
  },
  ActivationList: {
    '': 'A page of attempts, newest first.',
    items: 'Up to `limit` of them. Possibly none although `next` is there.',
    next: CURSOR,
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
} satisfies Words;
