import type { RefusalWords } from './handshake-refusals.ts';

/**
 * Refusals as the vendor's backend developers read them: those of the API alone, and those of a handshake that mean
 * something else to a developer than to a merchant in the popup.
 */
export const API_REFUSALS = {
  // What a request can be wrong about
  request_malformed: {
    status: 400,
    title: 'The request cannot be read',
    happened: 'A parameter or a field is missing, unknown, or has another shape than the API describes.',
    next: 'Correct what "problems" names. Every parameter and field is described in the OpenAPI document.',
  },
  cursor_invalid: {
    status: 400,
    title: 'The cursor is not valid here',
    happened: 'The cursor was changed, or belongs to another question.',
    next: 'Send the cursor exactly as it was given, together with the parameters it was given for, or begin without one.',
  },
  path_refused: {
    status: 400,
    title: 'The path cannot be called',
    happened: 'The path does not lead to the REST API of the store.',
    next: 'Send the path below rest/, such as V1/products/24-MB01: no scheme, no host, no dot segments, no control characters. Put the query into "query", and percent-encode / in a value as %2F.',
  },
  request_ambiguous: {
    status: 400,
    title: 'The request cannot be signed',
    happened: 'Not every generation of Magento would read the parameters the same way, so no signature fits them all.',
    next: 'Send every parameter once, by a name that is neither a number nor one of OAuth.',
  },
  body_too_large: {
    status: 413,
    title: 'The request is too large',
    happened: 'The body of the request is larger than what can be passed on to a store.',
    next: 'Send at most 5 MiB. Split what is to be written into several calls.',
  },
  media_type_unsupported: {
    status: 415,
    title: 'The request is not JSON',
    happened: 'The body has another media type than application/json.',
    next: 'Send the body as JSON, with the header content-type: application/json.',
  },
  client_unknown: {
    status: 403,
    title: 'The client may not use this API',
    happened: 'The token is valid, but its client is not among those that the settings name.',
    next: 'Ask the operator to add the client to "api.clients" in the settings, with the products it may see.',
  },
  token_expired: {
    status: 401,
    title: 'The token has expired',
    happened: 'The access token was valid until a moment ago.',
    next: 'Get a new token and send the request again. Nothing was done.',
  },

  // What is asked for
  client_not_found: {
    status: 404,
    title: 'No such client',
    happened: 'No client with this id was made at run time, or it was revoked more than 90 days ago.',
    next: 'List the clients: npx handfast clients list. Clients that the settings name are removed there.',
  },
  connection_unknown: {
    status: 404,
    title: 'No such connection',
    happened: 'There is no connection with this id among the products that the client may see.',
    next: 'Take ids from GET /v1/connections or from an event on the bus.',
  },
  product_unknown: {
    status: 404,
    title: 'No such product',
    happened: 'There is no product with this id among those that the client may see.',
    next: 'Use an id of the "products" in the settings.',
  },
  event_unknown: {
    status: 404,
    title: 'No such event',
    happened: 'There is no event with this id among the products that the client may see, or it is older than 30 days.',
    next: 'Use the address that the event came with ("eventUrl").',
  },
  event_settled: {
    status: 409,
    title: 'The event has its result',
    happened: 'Another result was sent before, the event was given up, or nothing waits for a result.',
    next: 'Nothing is to be done. What was sent first counts.',
  },
  connection_disconnected: {
    status: 409,
    title: 'The connection was disconnected',
    happened: 'The credentials of this connection were destroyed when it was disconnected.',
    next: 'Ask the merchant to press Activate or Reauthorize in Magento. The connection keeps its id.',
  },

  // What a store can answer
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
  interrupted: {
    status: 503,
    title: 'The request was overtaken',
    happened: 'The connection changed again and again while the request was at work.',
    next: 'Try again.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    happened: 'An error that was not foreseen ended this request. It has been recorded.',
    next: 'Try again. If it stays, look for the request in the log of the function.',
  },
} as const satisfies Record<string, RefusalWords>;
