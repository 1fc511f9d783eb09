/** The pages in English, in ICU MessageFormat. The placeholders used here are the ones that other languages have. */
export const en = {
  language: 'Language',
  store: 'Store',
  product: 'Product',
  account: 'Account',
  reference: 'Reference: {reference}',

  sign_in_title: 'Connect your store',
  sign_in_asks:
    '{product} asks for access to this store, with the permissions that Magento listed when you pressed “Activate”.',
  sign_in_how:
    'Sign in with the {product} account that the store is to be connected to. Nothing is connected before you say yes on the next page.',
  sign_in_button: 'Sign in to {product}',
  open_for: 'Take your time: this attempt stays open for another {minutes, plural, one {# minute} other {# minutes}}.',

  connect_title: 'Connect your store?',
  reconnect_title: 'Reconnect your store?',
  connect_button: 'Connect',
  reconnect_button: 'Reconnect',
  not_now: 'Not now',
  not_you: 'Not you? Use another account',
  gets: '{product} gets the permissions that Magento listed when you pressed “Activate”, and tests them once.',
  can_end: 'You can end this in Magento at any time.',
  renews: 'This store has been connected to your account since {since, day}. Its keys are exchanged for new ones.',
  move: 'This store is connected to another account. Move it to mine.',
  replace: 'Your account is connected to {address}. Replace that connection.',
  return_to: 'Afterwards, go back to {host}, where this Magento’s admin lives.',

  working_title: 'Connecting…',
  steps_done: '{done, plural, one {# of {all} steps is done} other {# of {all} steps are done}}',
  step_keys: 'Magento has sent its keys',
  step_answered: 'The store has answered',
  step_agreed: 'You have said yes',
  step_exchanged: 'The keys are exchanged',
  step_tested: 'The connection is tested',
  step_connected: 'The store is connected',
  step_done: 'done',
  goes_on: 'This page goes on by itself. Please leave it open.',

  done_title: 'Connected',
  done: '{store} is connected to {product}. Close this window.',
  done_stays: 'The way back to Magento was missing, or is not one of Magento’s, so we have not followed it.',
  already_title: 'Already connected',
  already: 'This integration has been connected to {product} already. Close this window.',
  already_anew: 'To connect it anew, press “Reauthorize” in Magento (System > Extensions > Integrations).',

  what_next: 'What to do next',
  sign_in_again: 'Sign in again',
  back: 'Back to the question',
  support: 'Contact the support of {product}',
  callback_url: 'Callback URL of {product}:',
  identity_link_url: 'Identity link URL of {product}:',
} as const;
