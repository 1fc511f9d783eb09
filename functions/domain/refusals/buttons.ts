/** How the advice of one language names Magento's buttons. */
export type Buttons = {
  readonly activate: string;
  readonly reauthorize: string;
  /** The sentence for a row of which nobody knows whether it is active: it may say *Reauthorize*. */
  readonly perhaps: string;
};

export const ENGLISH_BUTTONS: Buttons = {
  activate: 'Activate',
  reauthorize: 'Reauthorize',
  perhaps: ' If the row says Reauthorize, press that.',
};
