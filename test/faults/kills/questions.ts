import type { Task } from '../../../functions/domain/sync/run.ts';
import type { SearchCriteria } from '../../../functions/domain/sync/search-criteria.ts';
import type { StorePage } from '../../../functions/domain/sync/store-reader.ts';

/** What is written of a change log, in the order in which a commit does. */
export const STEPS = ['lines', 'state', 'entry', 'head', 'old state', 'index', 'pointer', 'old index'] as const;
export type Step = (typeof STEPS)[number];

export type Question =
  | { readonly ask: 'task' }
  | { readonly ask: 'clock' }
  | { readonly ask: 'list'; readonly criteria: SearchCriteria }
  | { readonly ask: 'step'; readonly step: Step };
/** Each with the store's time. */
export type Answer = { readonly time: number; readonly task?: Task; readonly page?: StorePage };
