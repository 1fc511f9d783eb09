import type { HandshakeRefusalCode } from '../../domain/refusals/refusal.ts';
import type { RefusalWords } from '../../domain/refusals/wording.ts';
import type { en } from './pages/en.ts';

/** Every message of the pages, in ICU MessageFormat. What English holds, all other languages hold. */
export type PageTexts = Readonly<Record<keyof typeof en, string>>;

/** Every refusal in the words of a language. Magento's buttons and menus have the names of its own translation. */
export type RefusalTexts = Readonly<Record<HandshakeRefusalCode, Omit<RefusalWords, 'status'>>>;
