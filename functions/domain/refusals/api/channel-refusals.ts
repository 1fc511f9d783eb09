import type { RefusalWords } from '../wording.ts';

/** What is wrong with channels, their runs and records. */
export const CHANNEL_REFUSALS = {
  channel_unknown: {
    status: 404,
    title: 'No such channel',
    happened: 'There is no channel with this id among the products that the client may see.',
    next: 'Take ids from GET /v1/connections/{id}/channels.',
  },
  run_unknown: {
    status: 404,
    title: 'No such run',
    happened: 'There is no run with this id, or it ended more than 30 days ago.',
    next: 'Take ids from GET /v1/channels/{id}/runs.',
  },
  connector_unknown: {
    status: 404,
    title: 'No such connector',
    happened: 'The channel has no connector of this name.',
    next: 'Take the names from "connectors" of GET /v1/channels/{id}.',
  },
  channel_changed: {
    status: 409,
    title: 'The channel was changed by somebody else',
    happened: 'The channel has another revision than the one this change was made from. Nothing was changed.',
    next: 'Read the channel again, and make the change with its present "revision".',
  },
  channels_at_limit: {
    status: 409,
    title: 'The connection has as many channels as it may',
    happened: 'A connection has at most 20 channels.',
    next: 'Delete a channel that is no longer needed, or switch a connector of another one on.',
  },
  channel_unavailable: {
    status: 409,
    title: 'The store cannot be read now',
    happened: 'The connection of this channel is not active, or the channel is paused.',
    next: 'Look at "status" of the channel. A paused channel is resumed with POST …/resume; one of an inactive connection goes on by itself once the store is connected again.',
  },
  channel_busy: {
    status: 409,
    title: 'Another run of the channel is under way',
    happened: 'A channel has one run at a time, and the one under way does something else than was asked for.',
    next: 'Wait until the run that "run" names has ended, or stop it by DELETE /v1/runs/{id}. Then ask again.',
  },
  run_not_held: {
    status: 409,
    title: 'The run waits for no confirmation',
    happened: 'Only a run with the status "held" can be confirmed.',
    next: 'Read the run: it may have been confirmed before, or newer readings may have found the records again.',
  },
  run_ended: {
    status: 409,
    title: 'The run has ended',
    happened: 'A run that has ended cannot be stopped.',
    next: 'Nothing is left to do. Its outcome is shown by GET /v1/runs/{id}.',
  },
  run_interrupted: {
    status: 503,
    title: 'The run was broken off',
    happened: 'Its work on AWS was aborted, failed or ran out of time. What it had delivered stays.',
    next: 'Nothing, if its task is "look": the next look goes on from there. Else ask for the run again: POST /v1/channels/{id}/sync.',
  },
  cursor_expired: {
    status: 410,
    title: 'The records after this cursor are gone',
    happened: 'The cursor is older than the time that records are kept, or all of the store is read anew.',
    next: 'Begin without a cursor: "begin" is where the oldest records are. Run a full reading with "redeliver" to get every record again.',
  },
  records_deleted: {
    status: 410,
    title: 'The records of this store were deleted',
    happened: 'The connection was disconnected, and its records were deleted with it.',
    next: 'Connect the store again to read it anew.',
  },
  // What is wrong with one record or one connector
  record_unreadable: {
    status: 502,
    title: 'A record does not have the shape that it should have',
    happened: 'A member that must be there is missing or has another type.',
    next: 'Look at the record in the store. Everything else is delivered; the record is tried again every day.',
  },
  record_failing: {
    status: 502,
    title: 'The store fails whenever it has to send one record',
    happened: 'Every page with this record ended in an error of the store; pages without it did not.',
    next: 'Ask the merchant to have the log of Magento looked into (var/log). Everything else is delivered; the record is tried again every day.',
  },
  connector_failed: {
    status: 502,
    title: 'The code of a connector or a writer failed',
    happened: 'The processor of a connector, or a writer, threw an error or took too long.',
    next: 'A record that was read: try the connector with "npx handfast connector try"; everything else is delivered, and the record is tried again every day. A change: mend the writer and send the change again; one that is "unknown", only where the store lacks it.',
  },
  deletions_held: {
    status: 409,
    title: 'Many records are missing, and nothing was deleted',
    happened: 'More than 50 records and more than a tenth of all are no longer in the lists of the store.',
    next: 'If they were deleted in the store, confirm the run: POST /v1/runs/{id}/confirm. If not, ask the merchant which permission or module has changed.',
  },
} as const satisfies Record<string, RefusalWords>;
