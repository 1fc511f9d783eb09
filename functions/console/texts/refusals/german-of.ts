import type { RefusalWords } from '../../../domain/refusals/wording.ts';

/** German words for each refusal of an English table; the HTTP status is the same in every language. */
export type GermanOf<English> = Readonly<Record<keyof English, Omit<RefusalWords, 'status'>>>;
