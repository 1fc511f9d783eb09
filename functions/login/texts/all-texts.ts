import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import type { Language } from './languages.ts';
import { nl } from './nl.ts';
import type { PageTexts } from './page-texts.ts';
import { pl } from './pl.ts';
import { ptBR } from './pt-br.ts';

/** The pages in every language, as `npm run texts` compiles them. */
export const TEXTS = { en, de, fr, es, it, nl, pl, 'pt-BR': ptBR, ja } as const satisfies Record<Language, PageTexts>;
