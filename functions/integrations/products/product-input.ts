import * as z from 'zod/mini';
import { parsePngLogo } from '../../domain/integrations/png-logo.ts';
import { language } from '../inputs/form-fields.ts';
import { text } from '../inputs/texts.ts';

const MAX_LOGO_TEXT = 16_000;

const logo = z.pipe(
  z.string().check(z.maxLength(MAX_LOGO_TEXT, 'must be a PNG of at most 10 KB')),
  z.transform((given: string, context) => {
    const parsed = parsePngLogo(given);
    if (parsed === undefined) {
      context.issues.push({ code: 'custom', message: 'must be a PNG of at most 10 KB', input: undefined });
    }
    return parsed;
  }),
);

/** What both creating and updating a product may set. */
export const BRAND = {
  supportUrl: z.nullish(text(500).check(z.refine(isSupportUrl, 'must be an https or mailto URL'))),
  languages: z.nullish(
    z
      .array(language)
      .check(z.minLength(1, 'must name at least one language'), z.maxLength(50, 'must name at most 50 languages')),
  ),
  logo: z.nullish(logo),
};

function isSupportUrl(given: string): boolean {
  return URL.canParse(given) && ['https:', 'mailto:'].includes(new URL(given).protocol);
}
