import { ENGLISH_BUTTONS } from './buttons.ts';

/** What a refusal answers on the web, and what it tells the person who reads it. */
export type RefusalWords = {
  /** HTTP status of the answer that carries it. */
  readonly status: number;
  /** One line, no full stop: a page's heading, a problem document's `title`. */
  readonly title: string;
  /** What happened, for someone who has never heard of OAuth. */
  readonly happened: string;
  /** What to do next, naming the button to press. */
  readonly next: string;
};

const ACTIVATE = 'Close this window and press Activate in Magento (System > Extensions > Integrations).';
const REAUTHORIZE = 'Close this window and press Reauthorize in Magento (System > Extensions > Integrations).';
const TELL_VENDOR = 'If it happens again, tell the support of the product you are connecting.';

/**
 * Every refusal with its words. A row stays *Inactive*, and offers *Activate*, until the access token was issued: for
 * attempts that end later, see `adviceOnceActive`.
 */
export const REFUSALS = {
  // What Magento, or somebody posing as it, posts
  product_unknown: {
    status: 404,
    title: 'No such product',
    happened: 'The address names a product that is not served here.',
    next: 'Check the callback URL and the identity link URL of the integration in Magento.',
  },
  field_missing: {
    status: 400,
    title: 'A field is missing',
    happened: 'A field that is needed was not sent.',
    next: 'Send every field once, as Magento does when an integration is activated.',
  },
  field_repeated: {
    status: 400,
    title: 'A field was sent twice',
    happened: 'A field that may come once was sent more than once.',
    next: 'Send every field once, as Magento does when an integration is activated.',
  },
  field_malformed: {
    status: 400,
    title: 'A field is malformed',
    happened: 'A field does not have the shape that Magento gives it.',
    next: 'Send the field exactly as Magento does: keys, secrets and verifiers are 32 characters of a-z and 0-9.',
  },
  body_too_large: {
    status: 413,
    title: 'The body is too large',
    happened: 'More was sent than an activation holds.',
    next: 'Send at most 8 KB.',
  },
  media_type_unsupported: {
    status: 415,
    title: 'Not a form',
    happened: 'The body is not a form.',
    next: 'Send the body as application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    status: 422,
    title: 'This store address cannot be used',
    happened: 'The base URL of the store is not one that can be called from the internet.',
    next: 'Set a public https base URL in Magento (Stores > Configuration > General > Web), then press Activate again.',
  },

  // What the popup can meet
  opened_by_hand: {
    status: 400,
    title: 'Open this page from Magento',
    happened: 'This page finishes an activation that starts in Magento, and was opened without one.',
    next: 'In Magento, open System > Extensions > Integrations and press Activate on the integration.',
  },
  activation_unknown: {
    status: 404,
    title: 'Magento has not reached us',
    happened:
      "Your store's message with the keys of this integration has not arrived. Magento sends it to the callback URL of the integration and waits five seconds for the answer.",
    next: 'In Magento, check that the callback URL of the integration is right and can be reached from your server. Then close this window and press Activate again.',
  },
  activation_expired: {
    status: 410,
    title: 'This attempt is too old',
    happened: 'An attempt to connect can be finished for two hours; this one was begun before that.',
    next: ACTIVATE,
  },
  activation_superseded: {
    status: 409,
    title: 'A newer attempt has taken over',
    happened: 'The integration was activated again in Magento, and this window belongs to the earlier attempt.',
    next: 'Close this window and go on in the newer one.',
  },
  session_missing: {
    status: 400,
    title: 'This window has lost its place',
    happened: 'The browser did not send the cookie that this attempt was begun with.',
    next: `Allow cookies for this site. ${ACTIVATE}`,
  },
  form_not_ours: {
    status: 403,
    title: 'This form was not accepted',
    happened: 'The form did not come from the page we showed in this browser.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    status: 400,
    title: 'Please confirm where to go afterwards',
    happened: 'The Magento admin lives on another host than the store, and that was not confirmed.',
    next: 'Go back and tick the box that names the host.',
  },
  move_not_confirmed: {
    status: 400,
    title: 'Please confirm the change',
    happened: 'The store is connected already, and replacing that connection was not confirmed.',
    next: 'Go back and tick the box that says so.',
  },
  signin_refused: {
    status: 401,
    title: 'You were not signed in',
    happened: 'The sign-in was cancelled or refused.',
    next: 'Try to sign in again.',
  },
  signin_unavailable: {
    status: 502,
    title: 'Signing in does not work right now',
    happened: 'The sign-in service did not answer as it should.',
    next: `Try again in a minute. ${TELL_VENDOR}`,
  },
  account_unclear: {
    status: 403,
    title: 'Your sign-in names no account',
    happened: 'The sign-in service did not say which account you belong to.',
    next: 'Ask the support of the product you are connecting to give your user an account.',
  },

  email_unverified: {
    status: 403,
    title: 'Your e-mail address is not verified',
    happened:
      'The sign-in service names an e-mail address that it has not verified, so it cannot stand for an account.',
    next: 'Verify your e-mail address where you sign in, then sign in again.',
  },
  signin_elsewhere: {
    status: 400,
    title: 'Finish where you began',
    happened: 'The sign-in was begun in another browser or window, and came back to this one.',
    next: 'Close this window and go on in the one that Magento opened.',
  },
  opened_in_two_browsers: {
    status: 409,
    title: 'This attempt was opened twice',
    happened:
      'Two browsers took part in this attempt before the store was connected. To be safe, it was stopped for both.',
    next: 'Close all its windows, press Activate in Magento again and use one browser only. If the other browser was not yours, add a new integration in Magento with the addresses below: nobody else knows its key.',
  },
  integration_taken: {
    status: 409,
    title: 'This integration belongs to another account',
    happened:
      'The integration was connected to another account before. It can be renewed by that account, and by no other.',
    next: 'Sign in with that account; or add a new integration in Magento with the addresses below and press Activate; or ask the support of the product to move the store. An integration that a module brought along can stay as it is.',
  },
  account_full: {
    status: 409,
    title: 'Your account has as many stores as it may',
    happened: 'The account is connected to as many stores as the product allows.',
    next: 'Disconnect a store that you no longer need, or ask the support of the product, then press Reauthorize in Magento.',
  },

  // What the exchange with the store can end in
  consumer_key_expired: {
    status: 410,
    title: 'Magento waited too long',
    happened: 'Magento accepts the first step for five minutes after Activate was pressed; they have passed.',
    next: ACTIVATE,
  },
  request_token_lost: {
    status: 409,
    title: 'Magento gave its answer only once',
    happened: "The store has answered this attempt already, and its answer did not reach us. It can't be asked again.",
    next: 'If the row says Reauthorize, press that. Otherwise add a new integration in Magento with the addresses below, and press Activate in its row. Delete the old one; if a module brought it along, it can stay as it is.',
  },
  access_token_lost: {
    status: 409,
    title: 'Magento gave its answer only once',
    happened: "The store has issued its key, but it did not reach us. It can't be asked for again.",
    next: REAUTHORIZE,
  },
  token_rejected: {
    status: 409,
    title: 'The store no longer knows this attempt',
    happened: 'The token of this attempt was dropped in Magento, or used already.',
    next: `${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  consumer_unknown: {
    status: 409,
    title: 'The store does not know this integration',
    happened: 'The integration was deleted in Magento, or the store restored a backup.',
    next: 'Add the integration in Magento again, and press Activate.',
  },
  signature_rejected: {
    status: 502,
    title: 'The store did not accept our signature',
    happened:
      'Magento could not verify the request. Common causes in front of the store are a proxy that rewrites addresses, and a web server that passes on the Host header without its port.',
    next: `Check that the base URL in Magento is the address the store is reached at, and that Magento gets the Host header unchanged (nginx: $http_host in place of $host). Then press Activate again. ${TELL_VENDOR}`,
  },
  token_refused: {
    status: 502,
    title: 'The store refused the connection',
    happened: 'Magento answered the exchange of keys with a refusal.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    status: 502,
    title: "The clock of the store's server seems wrong",
    happened:
      "Magento compares the time of each request with its own clock and keeps a note of it. It did not accept the time of ours. Its clock is behind, or its database couldn't keep the note.",
    next: `Ask your hosting provider to set the clock of the server (NTP). ${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  authorization_header_missing: {
    status: 502,
    title: 'A header is removed on the way to the store',
    happened:
      'Magento says that the request carried no keys. A web server, proxy or firewall in front of the store removes the Authorization header.',
    next: `Ask your hosting provider to pass the Authorization header on to Magento. ${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  certificate_invalid: {
    status: 502,
    title: "The store's certificate is not valid",
    happened:
      'The store was reached, but its TLS certificate has expired, is self-signed, is for another name, or comes without its intermediate certificates.',
    next: `Ask your hosting provider to install a valid certificate with its full chain. ${ACTIVATE}`,
  },
  tls_failed: {
    status: 502,
    title: 'No secure connection to the store',
    happened: 'The store was reached, but it offers no TLS version from 1.2 on, or no TLS at all at this address.',
    next: `Ask your hosting provider to turn on TLS 1.2 or 1.3. ${ACTIVATE}`,
  },
  store_error: {
    status: 502,
    title: 'The store reports an error',
    happened: 'Magento answered with an internal error. Its log file names the cause.',
    next: `Ask whoever looks after your store to look into Magento's log (var/log, var/report). ${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  permission_missing: {
    status: 403,
    title: 'The integration has no permissions',
    happened: 'The store gave us a key, but the key opens nothing.',
    next: 'In Magento, give the integration the permissions it needs (its API tab), then press Reauthorize.',
  },
  store_address_refused: {
    status: 422,
    title: 'This store address cannot be used',
    happened: 'The address of the store is not a public one, or its name is unknown.',
    next: 'Set a public https base URL in Magento (Stores > Configuration > General > Web), then press Activate again.',
  },
  store_unreachable: {
    status: 502,
    title: 'The store cannot be reached',
    happened: 'The connection to the store failed before anything was asked.',
    next: 'Check that the base URL of the store can be reached from the internet, then press Activate in Magento again.',
  },
  store_timeout: {
    status: 504,
    title: 'The store did not answer',
    happened: 'The store took the question and gave no full answer in time.',
    next: `${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  store_busy: {
    status: 503,
    title: 'The store is busy or under maintenance',
    happened: 'The store asked to come back later.',
    next: 'Wait a few minutes, then press Activate in Magento again.',
  },
  store_invalid_response: {
    status: 502,
    title: 'The store gave an answer we cannot read',
    happened:
      'The answer is not one that Magento gives: a firewall, a maintenance page or a redirect stands in the way.',
    next: `Let requests to oauth/ and rest/ below the base URL through, then press Activate in Magento again.${ENGLISH_BUTTONS.perhaps}`,
  },
  request_ambiguous: {
    status: 400,
    title: 'This request cannot be signed',
    happened: 'Not every Magento would read the address the same way, so its signature could not be checked.',
    next: 'Send every query parameter once, with one name and one value.',
  },
  consent_declined: {
    status: 409,
    title: 'Not connected',
    happened: 'You said no. Nothing was connected.',
    next: 'Close this window. To connect after all, press Activate in Magento.',
  },
  consent_timed_out: {
    status: 410,
    title: 'Nobody said yes',
    happened: 'The question whether to connect the store was not answered in time.',
    next: ACTIVATE,
  },
  store_taken: {
    status: 409,
    title: 'The store belongs to another account',
    happened: 'Meanwhile, the store was connected to another account.',
    next: 'Add a new integration in Magento with the addresses below, press Activate and confirm the move; or ask the support of the product to move the store.',
  },
  consent_outdated: {
    status: 409,
    title: 'Something has changed since you said yes',
    happened: 'The store turned out to have another connection than the one you were shown.',
    next: REAUTHORIZE,
  },
  interrupted: {
    status: 503,
    title: 'The connection was interrupted',
    happened: 'Our side stopped in the middle of this attempt.',
    next: `${ACTIVATE}${ENGLISH_BUTTONS.perhaps}`,
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    happened: 'An error that we did not foresee ended this attempt. It has been recorded.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies Record<string, RefusalWords>;
