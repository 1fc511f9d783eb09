import type { RefusalCode } from '../../../domain/refusals/refusal.ts';

/** What Magento's refusals mean for us. A nonce that was used is not the end of a call. */
export type Problem = RefusalCode | 'nonce_used';
