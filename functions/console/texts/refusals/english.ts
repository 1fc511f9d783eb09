import type { RefusalCode } from '../../../domain/refusals/refusal.ts';
import type { RefusalWords } from '../../../domain/refusals/wording.ts';

/** What to do in the console, where the API's words name routes of the API. */
export const ENGLISH_STEPS: Readonly<Partial<Record<RefusalCode, Pick<RefusalWords, 'next'>>>> = {
  connection_unknown: { next: 'Look for the store in the list of stores.' },
  activation_unknown: { next: 'Look for the attempt in the list of attempts.' },
  channel_unknown: { next: 'Look for it in the list of channels.' },
  run_unknown: { next: 'The runs of a channel are on its page.' },
  connector_unknown: { next: 'Choose one from the page of the channel.' },
  channel_busy: { next: 'Wait until it has ended, or stop it. Then try again.' },
  run_ended: { next: 'There is nothing to do. Its outcome is on the page of the run.' },
  run_interrupted: {
    next: 'If it was an ordinary look at the store, there is nothing to do: the next one goes on from there. Else press “Sync now” again.',
  },
  deletions_held: {
    next: 'If they were deleted in the store, confirm the run. If not, ask the merchant which permission or module has changed.',
  },
  batch_unknown: { next: 'The batches of a channel are on its page.' },
  batch_finished: { next: 'The results are on the page of the batch.' },
  connector_not_written: { next: 'What can be written is on the page of the channel.' },
};
