export const INTEGRATION_ID = '5f157a26-0238-4f3f-9c31-1f3e65b4713e';
export const FIRST_VERSION = '11111111-0238-4f3f-9c31-1f3e65b4713e';
export const DELIVERY_ID = `dlv_${'d'.repeat(32)}`;

const at = (text: string) => Date.parse(text);

const FIELDS = {
  name: 'Acme ERP',
  createUrl: 'https://erp.example/created',
  upgradeUrl: null,
  cancelUrl: 'https://erp.example/ended',
  notifyUrl: null,
  eventStatusUrl: null,
  assignUrl: null,
  unassignUrl: null,
  channelUrl: null,
  payloadStyle: 'STANDARD_WEBHOOK',
  outboundCredentials: {
    type: 'OAUTH2',
    clientId: 'handfast',
    tokenUri: 'https://erp.example/token',
    scope: 'events',
    username: null,
    hasSecret: true,
  },
  singleSignOn: { __typename: 'BookmarkConfiguration', url: 'https://erp.example/' },
  merchantSignIn: null,
  formFields: [],
  channel: null,
};

const NO_MORE = { hasNextPage: false, endCursor: null };
const PUBLICATION = { id: FIRST_VERSION, revision: 3, lastModified: at('2026-11-20T08:00:00Z'), note: 'First one' };

/** Published, with one change that is not. */
export const INTEGRATION = {
  ...FIELDS,
  id: INTEGRATION_ID,
  version: 'WORKING',
  sourceId: INTEGRATION_ID,
  number: 34_827,
  revision: 4,
  lastModified: at('2026-11-26T09:00:00Z'),
  createUrl: 'http://erp.example/orders',
  changedSincePublished: true,
  readOnlyInConsole: false,
  deliveriesEnabled: true,
  failingSince: null,
  goneEventTypes: [] as readonly string[],
  findings: [
    { severity: 'WARNING', code: 'NOT_TESTED', path: ['lastTest'], message: 'No ping test has ended.' },
    { severity: 'ERROR', code: 'URL_NOT_HTTPS', path: ['createUrl'], message: 'Nothing is sent over plain http.' },
  ],
  lastTest: {
    startedOn: at('2026-11-26T08:00:00Z'),
    endedOn: at('2026-11-26T08:00:02Z'),
    version: 'WORKING',
    success: false,
    results: [
      {
        eventType: 'SUBSCRIPTION_CANCEL',
        url: 'https://erp.example/ended',
        success: false,
        httpStatus: 404,
        milliseconds: 120,
        tokenMilliseconds: 45,
        errorCode: 'status',
        message: null,
      },
    ],
    signIn: null,
  },
  products: {
    nodes: [{ id: '06ea7f9d-4a1b-4a00-810f-089ac43972e2', slug: 'erp', name: 'Acme ERP' }],
    pageInfo: NO_MORE,
  },
  published: { ...FIELDS, ...PUBLICATION },
  history: [PUBLICATION],
  audit: {
    nodes: [
      {
        id: 'a2',
        on: at('2026-11-26T09:00:00Z'),
        by: 'operator:otto@example.com',
        action: 'updateProductIntegration',
        revision: 4,
        fields: ['urls.createUrl'],
      },
      {
        id: 'a1',
        on: at('2026-11-20T08:00:00Z'),
        by: 'backend',
        action: 'publishProductIntegration',
        revision: 3,
        fields: ['published'],
      },
    ],
    pageInfo: { hasNextPage: true, endCursor: 'YTE' },
  },
};

export const VERSION = {
  ...FIELDS,
  version: FIRST_VERSION,
  sourceId: INTEGRATION_ID,
  revision: 2,
  lastModified: at('2026-11-10T08:00:00Z'),
  note: 'Before',
};

export const OWNER = {
  sourceId: INTEGRATION_ID,
  name: 'Acme ERP',
  number: 34_827,
  deliveriesEnabled: true,
  failingSince: null as number | null,
  goneEventTypes: [] as readonly string[],
};

export const DELIVERY = {
  id: DELIVERY_ID,
  eventId: 'evt_1',
  integrationId: INTEGRATION_ID,
  type: 'SUBSCRIPTION_ORDER',
  event: 'connection.created',
  product: '06ea7f9d-4a1b-4a00-810f-089ac43972e2',
  connection: `con_${'a'.repeat(32)}`,
  status: 'FAILED',
  createdOn: at('2026-11-25T08:00:00Z'),
  nextAttemptOn: null as number | null,
  attempts: [
    { on: at('2026-11-25T08:00:01Z'), httpStatus: null, milliseconds: 15_000, errorCode: 'timeout' },
    { on: at('2026-11-25T08:05:01Z'), httpStatus: 503, milliseconds: 80, errorCode: 'status' },
  ],
  answer: null,
};

export const list = <T>(nodes: readonly T[], endCursor?: string) => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== undefined, endCursor: endCursor ?? null },
});
