import type { RefusalWords } from '../wording.ts';

/** What is wrong with a request to the API, or with what it asks for. */
export const REQUEST_REFUSALS = {
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
  activation_unknown: {
    status: 404,
    title: 'No such attempt',
    happened:
      'There is no attempt to connect with this id among the products that the client may see, or it ended more than 30 days ago. While its popup was not opened, it is found with "product" and "receivedAt" alone.',
    next: 'Take the id from GET /v1/activations, with "product" and "receivedAt" as it stands there, from an event on the bus, or from the reference on a page that a merchant has seen.',
  },
  product_unknown: {
    status: 404,
    title: 'No such product',
    happened: 'There is no product with this id among those that the client may see.',
    next: 'Use the id of a product in the settings, or the slug of one made at run time.',
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
} as const satisfies Record<string, RefusalWords>;
