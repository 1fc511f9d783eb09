/** Stores: their list, and the page of each. */
export const stores = {
  stores_title: 'Stores',
  stores_host: 'Host',
  stores_account: 'Account id',
  stores_product: 'Product',
  stores_status: 'Status',
  store: 'Store',
  account: 'Account',
  stores_found: 'Stores that were found',
  stores_none: 'No store has been connected yet. Merchants do that in Magento, by pressing “Activate”.',
  stores_none_found:
    'No store fits. Hosts and account ids are compared whole: shop.example.com, not shop. Leave a field empty to see more.',
  stores_all: 'Show all stores',
  stores_none_here: 'Nothing on this page, but the list goes on.',

  status_active: 'works',
  status_needs_reauthorization: 'must be reauthorized',
  status_inactive: 'switched off in Magento',
  status_unreachable: 'unreachable',
  status_disconnected: 'disconnected',

  status_doubtful: 'works, one bad answer',

  status_active_why: 'The store accepts our credentials.',
  status_active_next: 'There is nothing to do.',
  status_needs_reauthorization_why: 'Magento has dropped our access to this store, so nothing can be read or written.',
  status_needs_reauthorization_next:
    'Ask the merchant to press “Reauthorize” in Magento (System > Extensions > Integrations). Only they can do it. If the integration is gone there, they connect the store anew; it keeps its history here.',
  status_inactive_why:
    'Magento knows our credentials, but lets them do nothing: the integration is not active, or has no permissions.',
  status_inactive_next:
    'Ask the merchant to open the integration in Magento (System > Extensions > Integrations), to tick its permissions on the tab API, and to press “Activate” or “Reauthorize”. After an update of a module this is usual.',
  status_unreachable_why: 'The store has given no answer of Magento’s for three days.',
  status_unreachable_next:
    'Open the store in a browser. If it is down, or has moved, ask the merchant; if it is up, a firewall may block us: the merchant’s hosting provider must let requests to rest/ through. It counts as working again with the first good answer.',
  status_disconnected_why: 'The connection was ended on our side, and its credentials are destroyed.',
  status_disconnected_next:
    'To use the store again, the merchant presses “Activate” or “Reauthorize” in Magento. There, the integration lives on until they delete it.',
  suspect:
    'A bad answer {when} is not confirmed yet. The status changes when a second check, at least two minutes later, says the same; “Check now” asks at once.',

  reason_token_rejected: 'Magento no longer knows our access token.',
  reason_consumer_unknown: 'Magento no longer knows the integration: it was deleted there, or a backup was restored.',
  reason_signature_rejected:
    'Magento does not accept our signature: its keys were changed, or a proxy in front of the store rewrites addresses.',
  reason_permission_missing: 'Magento answers that the integration has no permissions.',
  reason_store_unreachable: 'The connection to the store failed before anything was asked.',
  reason_store_timeout: 'The store took the question and gave no full answer in time.',
  reason_store_busy: 'The store answered that it is busy, or under maintenance.',
  reason_store_error: 'Magento answered with an internal error of its own.',
  reason_store_invalid_response:
    'The answer is not one of Magento’s: a firewall, a maintenance page or a redirect is in the way.',
  reason_certificate_invalid: 'The store’s certificate has expired, or is not valid for its name.',
  reason_tls_failed: 'The store offers no secure connection (TLS 1.2 or newer).',
  reason_store_address_refused: 'The store’s address is not a public one, or its name is unknown.',
  reason_timestamp_rejected: 'The store’s clock is wrong: it takes our requests for old ones.',
  reason_token_refused: 'Magento refused to issue a token.',

  store_now: 'How it stands',
  store_reason: 'What the store said',
  store_reason_code: 'Reason',
  store_next: 'What to do',
  store_suspect: 'Unconfirmed',
  store_since: 'Since',
  store_checked: 'Last check',
  store_about: 'About this store',
  store_url: 'Address',
  store_issuer: 'Account of',
  store_vendor_account: 'Account in your system',
  store_vendor_answer: 'Your system’s answer',
  store_generation: 'Magento generation',
  store_credentials: 'Credentials',
  store_credentials_age: 'issued {when}',
  store_credentials_none: 'destroyed',
  store_permissions: 'Missing permissions',
  store_permissions_all: 'all, or the integration is not active',
  store_id: 'Connection id',
  answer_accepted: 'accepted',
  answer_rejected: 'rejected',
  answer_pending: 'will follow',

  open_in_product: 'Open in {product}',
  check_button: 'Check now',
  disconnect_button: 'Disconnect…',
  disconnect_sure: 'Disconnect for good',
  disconnect_ask:
    'The credentials are destroyed and records of this store are deleted. It can only be connected again by the merchant, in Magento.',
  done_store_works: 'The store was asked just now, and everything works.',
  done_failed_check: 'The store was asked just now, and gave a bad answer: see below.',
  done_disconnected: 'The store is disconnected.',

  happened_created: 'Connected for the first time',
  happened_connected: 'Connected anew: the credentials were issued',
  happened_checked: 'Checked',
  happened_status: 'Status became “{status}”',
  happened_answer: 'Your system answered: {answer}',
  happened_check: 'Checked by hand',
  happened_disconnect: 'Disconnected by hand',
  happened_other: 'Action “{action}”',
  happened_refused: '{what} (refused: {code})',
} as const;
