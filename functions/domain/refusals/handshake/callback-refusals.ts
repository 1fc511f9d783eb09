import type { RefusalWords } from '../wording.ts';

/** What is wrong with a message that Magento, or somebody posing as it, posts. */
export const CALLBACK_REFUSALS = {
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
} as const satisfies Record<string, RefusalWords>;
