import { ACTIVATE, type RefusalWords, TELL_VENDOR } from '../wording.ts';

/** What can stop a merchant in the popup, up to the answer. */
export const POPUP_REFUSALS = {
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
    title: 'This window no longer knows its attempt',
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
} as const satisfies Record<string, RefusalWords>;
