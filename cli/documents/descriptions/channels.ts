import type { Words } from '../json-schema.ts';
import { CURSOR, PRODUCT, TIME } from './shared.ts';

const ON = 'Whether it is read.';
const EVERY = 'How often its changes are looked for, in minutes: 5 to 1440.';

const PRIORITY =
  'Who wins where a change was made (`base`) from a version that the store has changed since: `store`, and the change is a `conflict`; or `vendor`.';
const WRITERS = 'By the names of writers: which of them have another priority than `store`.';

const settings = {
  storeView: 'Code of the store view that records are read through, or `all`.',
  pageSize: 'Records a page. Halved while the store fails, grown again when it does not.',
  callsAtOnce: "How many of the store's calls at once the channel may use.",
  bulk: "Whether changes of many products are sent as one of Magento's bulks. False unless given.",
  quietHours: 'Hours in which the store is left alone.',
  'quietHours.from': 'Such as `22:00`.',
  'quietHours.to': 'Such as `06:00`.',
  'quietHours.timeZone': 'Such as `Europe/Berlin`.',
  syncFrom: `The first import leaves out what was changed before. A later time has no effect once it has begun. ${TIME}`,
};

const channel = {
  id: 'Id of the channel.',
  connection: 'Id of the connection whose store is read.',
  product: PRODUCT,
  type: 'What kind of store it is.',
  label: 'To tell channels apart.',
  status:
    '`active`; `paused` by somebody; `unavailable`: the connection is not active. Such a channel is kept, and goes on by itself once it is.',
  statusSince: TIME,
  revision: 'Counts changes. A change is made from the one that was read.',
  createdAt: TIME,
  createdBy: 'Id of the client that made it; `integration` where stores of the product get it by themselves.',
  pausedBy: 'Id of the client that paused it.',
  notBefore: `The store asked to be left alone until then, or failed again and again. ${TIME}`,
};

/** What requests and answers hold of channels. */
export const CHANNELS = {
  ChannelsQuery: {
    '': 'Which channels.',
    product: `${PRODUCT} All products that the client may see, unless given.`,
    status: 'Only channels of this status.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  RunsQuery: {
    '': 'Which runs.',
    limit: 'How many at most.',
    cursor: '`next` of the page before.',
  },
  CreateChannelRequest: {
    '': 'What is to be read of a store.',
    type: 'What kind of store it is: `magento2`.',
    label: 'To tell channels apart.',
    settings: 'How the store is read. What is left out has its usual value.',
    ...Object.fromEntries(Object.entries(settings).map(([name, words]) => [`settings.${name}`, words])),
    writers: WRITERS,
    connectors: `By the names of connectors, such as \`orders\`; \`GET /v1/channels/{id}\` names all of them. \`on\` is true and \`everyMinutes\` as the connector has it, unless given.`,
  },
  ChangeChannelRequest: {
    '': 'What is to be changed of a channel.',
    revision: 'Of the channel as it was read.',
    label: 'To tell channels apart. Null removes it.',
    settings: 'Replaced as a whole.',
    ...Object.fromEntries(Object.entries(settings).map(([name, words]) => [`settings.${name}`, words])),
    connectors: 'Those that are not named stay as they are.',
    writers: 'Those that are not named stay as they are.',
  },
  SyncRequest: {
    '': 'What is to be read now.',
    connectors: 'Those that are on, unless given.',
    full: '`compare`: everything is read, and what differs is delivered. `redeliver`: everything is delivered again. Left out: what has changed.',
  },
  ChannelSettings: { '': 'How a store is read.', ...settings },
  ListedChannel: {
    '': 'A channel, as it is set, and whether it is read without failure.',
    ...channel,
    host: "The store's host; absent where its connection is gone.",
    failing:
      'Absent where nothing fails. Of the connectors that are on, what has failed for longest: all that changed before is delivered. What the store does not grant is left out.',
    'failing.reason': 'Code of what the last reading failed with.',
    'failing.since': TIME,
    connectors: 'By their names.',
    writers: WRITERS,
    missingPermissions:
      'What Magento must grant so that none of its connectors is `skipped`, by the ids of its ACL. Absent where none is.',
  },
  ChannelList: {
    '': 'A page of channels.',
    items: 'Up to `limit` of them. Possibly none although `next` is there.',
    next: CURSOR,
  },
  ChannelsOfConnection: { '': 'The channels of a connection.', items: 'All of them, oldest first.' },
  Connector: {
    '': 'One connector of a channel, and where it is.',
    on: ON,
    everyMinutes: EVERY,
    label: 'For people.',
    state:
      '`off`; `waiting` for its first reading; `importing`; `following` what changes; `behind`: changes come later than they should; `held`: deletions wait for somebody, see the run; `skipped`: the store does not grant `resources`; `failing`: see `reason`.',
    reason: 'Code of what the last reading failed with.',
    since: `Since when it fails. ${TIME}`,
    resources:
      'What Magento must grant the integration, by the ids of its ACL. Have the module ask for it, or the merchant tick it.',
    upTo: `Up to which moment of the store's clock changes are delivered. ${TIME}`,
    lagSeconds: 'Seconds since everything that changes in the store was delivered, as far as that is known.',
    total: 'Of the first import: how many records there are, as the store counts.',
    left: 'Of the first import: how many are left.',
    held: 'How many deletions wait for a confirmation.',
  },
  Channel: {
    '': 'A channel: what is read of a store, and how that goes.',
    ...channel,
    connectors: 'By their names, those that are off included.',
    writers: 'What can be written to the store, by name.',
    run: 'Id of the run that is under way.',
    lagSeconds: 'The largest of its connectors.',
    estimateSeconds: 'Until the first import is done, at the pace of the run that is under way.',
  },
  Writer: {
    '': 'What can be written to the store of a channel.',
    label: 'For people.',
    direction: 'Always `export`.',
    resources: 'What Magento must grant the integration for it, by the ids of its ACL.',
    priority: PRIORITY,
  },
  DeletedChannel: { '': 'A channel that is no more.', id: 'What its id was.', deleted: 'True.' },
} satisfies Words;
