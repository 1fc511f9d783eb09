import type { Operation } from '../operation.ts';
import type { ApiCode } from '../problem-responses.ts';

const CONNECTION: readonly ApiCode[] = ['connection_unknown'];
const CHANNEL: readonly ApiCode[] = ['channel_unknown'];
const RUN: readonly ApiCode[] = ['run_unknown'];
const BODY: readonly ApiCode[] = ['media_type_unsupported', 'body_too_large', 'request_malformed'];

/** Channels, and what they do. By route, as in `infra/api/routes.ts`. */
export const CHANNEL_OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /v1/connections/{id}/channels': {
    id: 'listChannelsOfConnection',
    summary: 'List the channels of a connection',
    description: 'All of them, oldest first: a connection has at most 20.',
    answer: 'ChannelsOfConnection',
    codes: ['request_malformed', ...CONNECTION],
  },
  'POST /v1/connections/{id}/channels': {
    id: 'createChannel',
    summary: 'Make a channel',
    description:
      'Connectors that are named are on, all others are off; without `connectors`, all are on. The first import begins at once, newest records first; that of a store which cannot be read now begins when it is connected again. Answers 201. A repetition makes another channel.',
    request: 'CreateChannelRequest',
    answer: 'Channel',
    status: 201,
    codes: [...BODY, ...CONNECTION, 'connection_disconnected', 'channels_at_limit', 'interrupted'],
  },
  'GET /v1/channels': {
    id: 'listChannels',
    summary: 'List channels',
    description:
      'By product and status, as they are set. The list lags behind changes, mostly by less than a second. How each connector is doing is shown by the address of a channel.',
    query: 'ChannelsQuery',
    answer: 'ChannelList',
    codes: ['request_malformed', 'cursor_invalid', 'product_unknown'],
  },
  'GET /v1/channels/{id}': {
    id: 'getChannel',
    summary: 'Read a channel',
    description: 'Its settings, and for each connector where it is, how late, and what stands in its way.',
    answer: 'Channel',
    codes: ['request_malformed', ...CHANNEL],
  },
  'PUT /v1/channels/{id}': {
    id: 'changeChannel',
    summary: 'Change a channel',
    description:
      'Made from the `revision` that was read; where somebody was faster, nothing is changed. What is left out stays: `settings` are replaced as a whole, `connectors` one by one. What was read of a connector that is switched off stays until it expires.',
    request: 'ChangeChannelRequest',
    answer: 'Channel',
    codes: [...BODY, ...CHANNEL, 'channel_changed', 'interrupted'],
  },
  'DELETE /v1/channels/{id}': {
    id: 'deleteChannel',
    summary: 'Delete a channel',
    description: 'With every record that was read. Nothing brings them back but a new channel, which reads all anew.',
    answer: 'DeletedChannel',
    codes: ['request_malformed', ...CHANNEL],
  },
  'POST /v1/channels/{id}/sync': {
    id: 'syncChannel',
    summary: 'Read a store now',
    description:
      'What has changed, of all connectors that are on or of those that are named. `full: compare` reads everything and delivers what differs; `redeliver` delivers everything again, and cursors begin anew. Answers 202, and begins at once, in quiet hours, too; only a store that asked to be left alone, or is down, is waited for until `waitsUntil`. While it is under way, a repetition is answered with the same run.',
    request: 'SyncRequest',
    isRequestOptional: true,
    answer: 'Run',
    status: 202,
    codes: [...BODY, ...CHANNEL, 'channel_unavailable', 'connector_unknown', 'channel_busy'],
  },
  'POST /v1/channels/{id}/pause': {
    id: 'pauseChannel',
    summary: 'Pause a channel',
    description: 'Nothing is read until it is resumed; what was read can be fetched. A repetition changes nothing.',
    answer: 'Channel',
    codes: ['request_malformed', ...CHANNEL, 'interrupted'],
  },
  'POST /v1/channels/{id}/resume': {
    id: 'resumeChannel',
    summary: 'Resume a channel',
    description:
      'It goes on where it was. A channel whose connection is not active stays `unavailable` until that is. A repetition changes nothing.',
    answer: 'Channel',
    codes: ['request_malformed', ...CHANNEL, 'interrupted'],
  },
  'GET /v1/channels/{id}/runs': {
    id: 'listRuns',
    summary: 'List the runs of a channel',
    description: 'Newest first, for 30 days. A look that found nothing new leaves no run.',
    query: 'RunsQuery',
    answer: 'RunList',
    codes: ['request_malformed', 'cursor_invalid', ...CHANNEL],
  },
  'GET /v1/channels/{id}/records': {
    id: 'readRecords',
    summary: "Read what became of a connector's records",
    description:
      'Oldest first: each change of a record once, and deletions. Begin without a cursor, go on with `next`, and keep it: it stays valid as long as the records behind it are kept. At most 4 MiB an answer; ask again at once where `more` is true. A change may come a second time, with the same `version`. With `order=newest`, the last changes come first, to be looked at: what was lost is left out then.',
    query: 'RecordsQuery',
    answer: 'RecordPage',
    codes: [
      'request_malformed',
      'cursor_invalid',
      ...CHANNEL,
      'connector_unknown',
      'records_deleted',
      'cursor_expired',
    ],
  },
  'GET /v1/runs/{id}': {
    id: 'getRun',
    summary: 'Read a run',
    description: 'Its counts, its first errors with what to do about each, and deletions that it holds back.',
    answer: 'Run',
    codes: ['request_malformed', ...RUN],
  },
  'DELETE /v1/runs/{id}': {
    id: 'stopRun',
    summary: 'Stop a run',
    description:
      'It ends after the page that it is at, and what it has delivered stays. A held run ends at once, and nothing is deleted. A repetition changes nothing.',
    answer: 'Run',
    codes: ['request_malformed', ...RUN, 'run_ended'],
  },
  'POST /v1/runs/{id}/confirm': {
    id: 'confirmRun',
    summary: 'Confirm the deletions of a held run',
    description:
      'They are made by a run of their own, which is the answer, with 202. Records that are there again by then are not deleted.',
    answer: 'Run',
    status: 202,
    codes: ['request_malformed', ...RUN, 'run_not_held', 'channel_unavailable', 'channel_busy'],
  },
};
