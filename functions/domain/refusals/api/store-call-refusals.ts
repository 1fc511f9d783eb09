import type { RefusalWords } from '../wording.ts';

/** Why a call to a store through the API gave nothing. */
export const STORE_CALL_REFUSALS = {
  token_rejected: {
    status: 409,
    title: 'The store has dropped our token',
    happened:
      'The integration was deleted or reauthorized elsewhere in Magento; only the merchant can issue a new token.',
    next: 'Ask the merchant to press Reauthorize in Magento (System > Extensions > Integrations).',
  },
  consumer_unknown: {
    status: 409,
    title: 'The store does not know the integration',
    happened: 'The integration was deleted in Magento, or the store restored a backup.',
    next: 'Ask the merchant to add the integration in Magento again and to press Activate.',
  },
  token_refused: {
    status: 502,
    title: 'The store refused the call',
    happened: 'Magento answered 401 with a reason that is none of those it has for tokens, rights and signatures.',
    next: 'Read "problem". It mostly comes from a module of the store, or from a login page in front of it.',
  },
  signature_rejected: {
    status: 409,
    title: 'The store did not accept the signature',
    happened: 'Magento could verify the call in none of its three ways to sign.',
    next: 'Ask the merchant whether the address of the store changed, whether a proxy rewrites it, and whether the web server passes on the Host header with its port (nginx: $http_host in place of $host); if none of these is so, to press Reauthorize.',
  },
  timestamp_rejected: {
    status: 502,
    title: 'The store did not accept the time of the call',
    happened: "The clock of the store's server is wrong, or its database could not keep the nonce of the call.",
    next: 'Read "clockAheadSeconds": how far the store is ahead of us, negative when it is behind. Ask the merchant to have the clock set (NTP).',
  },
  authorization_header_missing: {
    status: 502,
    title: 'The Authorization header did not arrive',
    happened: 'A web server, proxy or firewall in front of the store removes the Authorization header.',
    next: 'Ask the merchant to have the header passed on to Magento.',
  },
  certificate_invalid: {
    status: 502,
    title: 'The certificate of the store is not valid',
    happened: 'It has expired, is self-signed, is for another name, or lacks its intermediate certificates.',
    next: 'Read "fault" and ask the merchant to install a valid certificate with its full chain. Nothing was sent.',
  },
  tls_failed: {
    status: 502,
    title: 'No TLS connection to the store came about',
    happened: 'The store offers no TLS version from 1.2 on, or no TLS at all at its address.',
    next: 'Ask the merchant to turn on TLS 1.2 or 1.3. Nothing was sent.',
  },
  permission_missing: {
    status: 403,
    title: 'The integration lacks a permission',
    happened:
      'Magento does not let the integration do this. Either it lacks the permission, or it is no longer active.',
    next: 'Look at "status" of the connection. If it is active, ask the merchant to tick "resources" on the API tab of the integration and to save: that takes effect at once. If it is inactive, ask them to press Activate in Magento: an update of its module resets an integration.',
  },
  store_address_refused: {
    status: 422,
    title: 'The address of the store cannot be called',
    happened: 'The name of the store leads to an address that is not a public one.',
    next: 'Ask the merchant to correct the DNS records or the base URL of the store.',
  },
  store_unreachable: {
    status: 502,
    title: 'The store cannot be reached',
    happened: 'No connection to the store came about, so nothing was sent.',
    next: 'Try again later; it is safe for every method.',
  },
  store_timeout: {
    status: 504,
    title: 'The store did not answer',
    happened: 'The call was sent, and no whole answer came back in time. A write may have had effect.',
    next: 'Repeat a GET. Before you repeat a write, look whether it has been done. Ask for less at once if the store is slow.',
  },
  store_busy: {
    status: 503,
    title: 'The store is busy or under maintenance',
    happened: 'The store asked to come back later.',
    next: 'Try again after "retryAfter" seconds, or in some minutes.',
  },
  store_error: {
    status: 502,
    title: 'The store reports an error',
    happened: 'Magento answered a health check with an error of its own. Its log file names the cause.',
    next: 'Ask the merchant to have the log of Magento looked into (var/log, var/report), then check again.',
  },
  store_invalid_response: {
    status: 502,
    title: 'The store gave an answer that is none of Magento',
    happened: 'A redirect, a firewall or a login page answered in place of Magento.',
    next: 'Ask the merchant to let requests to rest/ below the base URL through.',
  },
  answer_too_large: {
    status: 502,
    title: 'The answer of the store is too large',
    happened: 'The answer is larger than the 6 MB that can be passed on.',
    next: 'Ask for a page at a time (searchCriteria[pageSize], or POST …/pages), or for fewer fields ("fields": "items[sku,name],total_count"). Let your client accept gzip.',
  },
  store_at_capacity: {
    status: 429,
    title: 'Too many calls to this store at once',
    happened: 'So many calls to this one store are under way that more would slow its shop down.',
    next: 'Try again after "retryAfter" seconds, and send fewer calls to one store at once.',
  },
  list_expected: {
    status: 422,
    title: 'The answer is no list',
    happened: 'The store answered with something else than "items" and "total_count", so there are no pages to walk.',
    next: 'Use POST …/call for this path, or check the path.',
  },
} as const satisfies Record<string, RefusalWords>;
