/** What a refusal answers on the web, and what it tells the person who reads it. */
export type RefusalWords = {
  /** HTTP status of the answer that carries it. */
  readonly status: number;
  /** One line, no full stop: a page's heading, a problem document's `title`. */
  readonly title: string;
  /** What happened, for someone who has never heard of OAuth. */
  readonly happened: string;
  /** What to do next, naming the button to press. */
  readonly next: string;
};

// English sentences that many refusals share.
export const ACTIVATE = 'Close this window and press Activate in Magento (System > Extensions > Integrations).';
export const REAUTHORIZE = 'Close this window and press Reauthorize in Magento (System > Extensions > Integrations).';
export const TELL_VENDOR = 'If it happens again, tell the support of the product you are connecting.';
