import { Logger } from '@aws-lambda-powertools/logger';
import { Refusal } from '../../domain/refusals/refusal.ts';

/** Everything that is ever logged, one line each time it happens. Ids, hosts and counts only, never a body. */
const CATALOGUE = {
  answered: 'a web request was answered',
  task_done: 'a step of the state machine was done',
  task_refused: 'a step of the state machine was refused',
  activation_kept: "Magento's message was kept",
  activation_repeated: "Magento's message was a repetition, nothing changed",
  activation_forged: 'a message with a known consumer key was ignored: it has another secret than the store',
  activation_dropped: 'a message was dropped: its consumer key has as many messages as it may',
  activation_refused: 'a message was refused: its store URL cannot be called',
  attempt_stopped: 'an attempt was stopped, since a second browser took part in it or a newer one began',
  handshake_started: 'a popup was opened, the state machine was started',
  signed_in: 'a merchant signed in',
  signin_failed: 'a merchant could not sign in',
  consent_given: 'the merchant answered',
  token_kept: 'a token that Magento issued was stored',
  request_token_reused: 'the request token of an earlier attempt was used',
  activation_linked: 'a store was linked to an account',
  activation_failed: 'an attempt to connect a store failed',
  queue_message_failed: 'a message of the queue could not be handled, and will be delivered again',
  health_window_checked: 'the connections of one window of the day were checked',
  connection_status_changed: "what is known of a connection's credentials has changed",
  connection_account_changed: 'the API gave a connection to another account',
  connection_disconnected: 'a connection was disconnected',
  caller_admitted: 'a caller of the API was let in, for a minute on this route',
  caller_refused: 'a caller of the API was not let in',
  call_made: 'a store was called for the backend',
  lease_not_renewed: 'a lease for calls to a store could not be renewed, and may be lost',
  lease_not_released: 'a lease for calls to a store could not be released, and will expire',
  answer_not_recorded: 'a store answered, and what its answer says about the connection could not be recorded',
  history_not_written: 'what a client of the API did could not be written into the history of its target',
  answers_read: 'the backend was given what a merchant answered',
  credentials_read: 'the backend was given the credentials of a connection',
  token_issued: 'a client of the API got an access token',
  token_refused: 'a request for an access token was refused',
  client_created: 'an operator made a client of the API',
  client_revoked: 'an operator revoked a client of the API',
  delivery_tried: 'an event was sent to a URL of the vendor',
  delivery_failed: 'an event was given up: every attempt to deliver it failed',
  event_rejected: "the vendor's system said no to an event",
  url_gone: 'a URL answered 410: nothing is sent there until another configuration is published',
  notices_disabled: 'nothing could be delivered to the URL of notices for days: they are switched off',
  integration_disabled: 'nothing could be delivered to an integration for days: it is switched off',
  deliveries_passed: 'what was due was sent',
  ping_done: 'the URLs of an integration were tested',
  channel_read: 'what has changed in a store was read',
  channels_dispatched: 'the channels of one window were asked for',
  channel_status_changed: 'a channel stopped with its connection, or goes on with it',
  run_started: 'a run over the connectors of a channel was started',
  run_ended: 'a run over the connectors of a channel has ended',
  run_stuck: 'a run over the connectors of a channel has read nothing for hours',
  channel_created: 'the API made a channel',
  channel_changed: 'the API changed the settings of a channel',
  channel_paused: 'the API paused a channel',
  channel_resumed: 'the API resumed a channel',
  channel_deleted: 'the API deleted a channel; its records are deleted with the next windows',
  run_requested: 'the API asked for a run',
  run_stop_requested: 'the API asked a run to stop',
  deletions_confirmed: 'the API confirmed the deletions that a run had held back',
  changes_accepted: 'the API accepted changes that are to be written to a store',
  changes_cancelled: 'the API cancelled a batch of changes',
  changes_wait: 'a batch of changes waits for its store',
  changes_abandoned: 'a batch of changes was given up: writing it has failed again and again',
  changes_finished: 'each change of a batch has its result',
  console_signed_in: 'somebody of the vendor signed in to the console',
  console_sign_in_refused: 'somebody could not sign in to the console',
  console_action: 'somebody used a button of the console',
  loopback_stores_allowed: 'UNSAFE: stores on loopback addresses and over plain http are allowed',
} as const;

export type LogEvent = keyof typeof CATALOGUE;
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

const logger = new Logger({ serviceName: 'handfast' });

export function log(event: LogEvent, facts: LogFacts = {}): void {
  logger.info(CATALOGUE[event], { event, ...facts });
}

/** An unexpected error: the one line an operator needs to find it, without any of its values. */
export function logUnexpectedError(error: unknown, facts: LogFacts): void {
  logger.error('an unexpected error', { ...facts, ...traceOf(error) });
}

/**
 * Name and stack of an error without its message: messages of parsers quote what they could not read. The messages
 * of AWS services are kept, since they say which right or resource is missing.
 */
function traceOf(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  // Not under the name `message`: that is the line's own, and the logger drops any other.
  const reason = '$metadata' in error ? error.message : undefined;
  return { error: error.name, reason, at: frames?.slice(0, 6).join('\n') };
}

/** A refusal as it is; anything else as `internal`, logged here once. */
export function asRefusal(error: unknown, facts: LogFacts): Refusal {
  if (error instanceof Refusal) return error;
  logUnexpectedError(error, facts);
  return new Refusal('internal', { error: error instanceof Error ? error.name : typeof error }, error);
}
