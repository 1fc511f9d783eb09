import { REFUSALS } from '../../domain/refusals/handshake-refusals.ts';
import type { Language } from './languages.ts';
import { de } from './refusals/de.ts';
import { es } from './refusals/es.ts';
import { fr } from './refusals/fr.ts';
import { it } from './refusals/it.ts';
import { ja } from './refusals/ja.ts';
import { nl } from './refusals/nl.ts';
import { pl } from './refusals/pl.ts';
import { ptBR } from './refusals/pt-br.ts';
import type { RefusalTexts } from './text-shapes.ts';

export { BUTTONS } from './buttons.ts';

/** Every refusal in every language. */
export const REFUSAL_TEXTS: Readonly<Record<Language, RefusalTexts>> = {
  en: REFUSALS,
  de,
  fr,
  es,
  it,
  nl,
  pl,
  'pt-BR': ptBR,
  ja,
};
