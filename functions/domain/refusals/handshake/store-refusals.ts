import { ENGLISH_BUTTONS } from '../buttons.ts';
import { ACTIVATE, type RefusalWords } from '../wording.ts';

/** Why a store cannot be called, or gives no answer of use. */
export const STORE_REFUSALS = {
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
} as const satisfies Record<string, RefusalWords>;
