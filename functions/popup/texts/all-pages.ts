import type { Language } from './languages.ts';
import { de } from './pages/de.ts';
import { en } from './pages/en.ts';
import { es } from './pages/es.ts';
import { fr } from './pages/fr.ts';
import { it } from './pages/it.ts';
import { ja } from './pages/ja.ts';
import { nl } from './pages/nl.ts';
import { pl } from './pages/pl.ts';
import { ptBR } from './pages/pt-br.ts';
import type { PageTexts } from './text-shapes.ts';

/** The pages in every language, as `npm run texts` compiles them. */
export const TEXTS = { en, de, fr, es, it, nl, pl, 'pt-BR': ptBR, ja } as const satisfies Record<Language, PageTexts>;
