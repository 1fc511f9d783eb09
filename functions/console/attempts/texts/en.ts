/** Attempts of merchants to connect a store. */
export const attempts = {
  nav_attempts: 'Attempts',
  attempts_title: 'Attempts to connect',
  attempts_intro: 'Every time a merchant pressed “Activate” or “Reauthorize” in Magento, newest first.',
  attempts_reason: 'Reason',
  attempts_begun: 'Begun',
  attempts_from: 'From (UTC)',
  attempts_to: 'Until (UTC)',
  attempts_none:
    'Nobody has tried to connect a store yet. An attempt begins when a merchant presses “Activate” in Magento.',
  attempts_none_found:
    'No attempt fits. Hosts are compared whole: shop.example.com, not shop. If the merchant pressed “Activate” and nothing is here, Magento could not reach the callback URL.',
  attempts_all: 'Show all attempts',

  attempt_stage_received: 'begun',
  attempt_stage_requested: 'waits for the merchant',
  attempt_stage_granted: 'under way',
  attempt_stage_checked: 'under way',
  attempt_stage_linked: 'connected',
  attempt_stage_failed: 'failed',
  attempt_stage_expired: 'never finished',

  attempt_why_received: 'Magento has sent its keys, and the store has not been asked for a token yet.',
  attempt_why_requested: 'The store is ready. The merchant has not signed in and agreed yet.',
  attempt_why_granted: 'The merchant has agreed, and the store has issued its access token.',
  attempt_why_checked: 'The access token works. The store is being tied to the account.',
  attempt_why_linked: 'The store was connected.',
  attempt_why_failed: 'The attempt failed.',
  attempt_why_expired: 'The merchant closed the window, or never answered. The attempt can no longer be finished.',

  attempts_at_granted: 'under way: has a token',
  attempts_at_checked: 'under way: the token works',
  attempt_why_unopened: 'Magento has sent its keys, and no window of ours was ever opened for them.',
  attempt_tell_unopened:
    'Ask the merchant whether a window opened when they pressed “Activate”. If there was none, their browser blocked it: they allow popups for their shop’s admin, and press “Activate” again.',
  attempt_unopened_cause:
    'If a window opened and showed an error of the browser, the identity link URL of the integration may be wrong: compare it with the one on the page Settings. Nothing more is known of this attempt.',

  attempt_tell: 'Tell the merchant:',
  attempt_tell_received:
    'Ask the merchant to go on in the window that Magento opened. If there is none, the browser may have blocked it.',
  attempt_tell_requested: 'Ask the merchant to go on in the window that Magento opened: to sign in, and to agree.',
  attempt_tell_granted: 'There is nothing to do. It takes a few seconds.',
  attempt_tell_checked: 'There is nothing to do. It takes a few seconds.',
  attempt_tell_linked: 'There is nothing to do.',
  attempt_tell_failed: 'Ask the merchant to press “Activate” in Magento again (System > Extensions > Integrations).',
  attempt_tell_expired:
    'Ask the merchant to press “Activate” in Magento again (System > Extensions > Integrations), and to finish in the window that opens.',
  attempt_to_store: 'To the store that it connected',

  attempt_steps: 'What happened',
  attempt_step_received: 'Magento sent the keys of the integration.',
  attempt_step_opened: 'The merchant’s window was opened.',
  attempt_step_request_token: 'The store issued a request token.',
  attempt_step_signed_in: 'The merchant signed in.',
  attempt_step_consented: 'The merchant agreed.',
  attempt_step_declined: 'The merchant said no.',
  attempt_step_access_token: 'The store issued the access token.',
  attempt_step_verified: 'The access token opened the store’s REST API.',
  attempt_step_connected: 'The store was connected to the account.',
  attempt_step_failed: 'The attempt ended without a connection.',
  attempt_waits_received: 'Next: the merchant’s window opens, and the store issues a request token.',
  attempt_waits_requested: 'Next: the merchant signs in and agrees.',
  attempt_waits_granted: 'Next: the access token is tried at the store.',
  attempt_waits_checked: 'Next: the store is connected to the account.',

  attempt_words: 'What the merchant was shown',
  attempt_words_language: 'In your language; the merchant read it in the one of their browser.',
  attempt_about: 'About this attempt',
  attempt_kind: 'What it was for',
  attempt_kind_created: 'a new store',
  attempt_kind_reauthorized: 'renewing a connection',
  attempt_kind_moved: 'moving a store to another account',
  attempt_ended: 'Ended',
  attempt_others: 'Other attempts',
  attempt_others_link: 'All attempts of this host',
  attempt_id: 'Attempt id',

  attempt_reason_consent_declined: 'The merchant said no.',
  attempt_reason_consent_timed_out: 'The question whether to connect the store was not answered in time.',
  attempt_reason_store_taken: 'Meanwhile, the store was connected to another account.',
  attempt_reason_consent_outdated: 'The store turned out to have another connection than the merchant was shown.',
  attempt_reason_activation_expired: 'The merchant came back after more than two hours.',
  attempt_reason_activation_superseded: 'The merchant pressed “Activate” again, and that newer attempt took over.',
  attempt_reason_signin_refused: 'The merchant’s sign-in was cancelled or refused.',
  attempt_reason_signin_unavailable: 'The sign-in provider did not answer as it should.',
  attempt_reason_account_unclear: 'The sign-in provider did not say which account the merchant belongs to.',
  attempt_reason_email_unverified: 'The merchant’s e-mail address is not verified at the sign-in provider.',
  attempt_reason_opened_in_two_browsers: 'Two browsers took part in the attempt, so it was stopped for both.',
  attempt_reason_integration_taken: 'This integration was connected to another account before.',
  attempt_reason_account_full: 'The account is connected to as many stores as the product allows.',
  attempt_reason_consumer_key_expired:
    'More than five minutes passed between “Activate” and the first step; Magento allows no more.',
  attempt_reason_request_token_lost:
    'The store’s answer with the request token did not reach us, and Magento gives it only once.',
  attempt_reason_access_token_lost:
    'The store’s answer with the access token did not reach us, and Magento gives it only once.',
  attempt_reason_token_rejected: 'Magento has dropped the token of this attempt, or it was used already.',
  attempt_reason_authorization_header_missing:
    'A web server, proxy or firewall in front of the store removes the Authorization header.',
  attempt_reason_permission_missing:
    'The store issued an access token, but it opens nothing: the integration has no permissions.',
  attempt_reason_interrupted: 'Our side stopped in the middle of the attempt.',
  attempt_reason_internal: 'An error on our side that was not foreseen ended the attempt.',
} as const;
