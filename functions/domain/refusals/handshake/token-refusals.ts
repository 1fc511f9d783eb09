import { ENGLISH_BUTTONS } from '../buttons.ts';
import { ACTIVATE, REAUTHORIZE, type RefusalWords, TELL_VENDOR } from '../wording.ts';

/** How Magento refuses to issue a request token or an access token. */
export const TOKEN_REFUSALS = {
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
} as const satisfies Record<string, RefusalWords>;
