import type { Words } from '../json-schema.ts';
import { account, CURSOR, GENERATION, PRODUCT, store, TIME } from './shared.ts';

/** What answers say of connections. */
export const CONNECTIONS = {
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
    missingPermissions:
      'The ACL resources that Magento named when it refused the last check, such as `Magento_Sales::actions_view`. `Magento_Backend::admin` alone: the integration has no permission at all, or is not active. Absent where it named none. Lists do not show it.',
    vendorAccount:
      'What your system calls the account: the `accountIdentifier` of its answer to an event. Lists do not show it.',
    vendorAnswer: 'What your system last said of the connection, in answer to an event. Lists do not show it.',
    'vendorAnswer.status':
      '`accepted` or `rejected`; `pending` after a 202, until the result comes. A rejected connection stays connected.',
    'vendorAnswer.code': 'The `errorCode` of the answer.',
    'vendorAnswer.message': 'The `message` of the answer.',
    'vendorAnswer.at': TIME,
  },
  ConnectionList: {
    '': 'A page of connections.',
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
} satisfies Words;
