import * as z from 'zod';
import { PRODUCT_ID, RESERVED_PRODUCT_IDS } from '../../../functions/domain/ids.ts';
import { LANGUAGES } from '../../../functions/popup/texts/languages.ts';
import { required } from '../reading/messages.ts';
import { channelSettings } from './channel-settings.ts';
import { logoUrl } from './logo.ts';

/** The path of a file, which becomes a `data:` URL. */
const logo = z.string('must be the path of a file').transform((path, context) => {
  try {
    return logoUrl(path);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
    return z.NEVER;
  }
});

const ID = '1 to 32 characters of a-z, 0-9 and -, beginning with a letter';
const COLOR = 'must be a colour such as #1f5fd0';
const LANGUAGE_LIST = `must be a list of ${LANGUAGES.join(', ')}`;

/** What an operator sets of one product. */
export const productSettings = z.strictObject({
  /** Stands in URLs and cannot change later: Magento keeps the URLs of its integrations. */
  id: z
    .string({ error: required(`${ID}; it becomes part of URLs`, `must be ${ID}`) })
    .regex(PRODUCT_ID, `must be ${ID}`)
    .refine((id) => !RESERVED_PRODUCT_IDS.includes(id), `must not be one of ${RESERVED_PRODUCT_IDS.join(', ')}`),
  /** What merchants read. */
  name: z
    .string({ error: required('what merchants read, such as "Acme ERP"', 'must be text in quotes') })
    .min(1, 'must not be empty')
    .max(60, 'must be at most 60 characters'),
  /** An SVG or PNG file of at most 10 KB, from where `cdk` runs. Shown on white, 36 pixels high. */
  logo: logo.optional(),
  /** The vendor's colour. Text on it and in it is kept readable, in light and dark. */
  accentColor: z
    .string(COLOR)
    .regex(/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i, COLOR)
    .optional(),
  /** Where merchants find help when something was refused. */
  supportUrl: z
    .string('must be an https or mailto URL')
    .refine(isSupportUrl, 'must be an https or mailto URL')
    .optional(),
  /** The languages that pages are offered in; all by default. */
  languages: z
    .array(z.enum(LANGUAGES, `must be one of ${LANGUAGES.join(', ')}`), LANGUAGE_LIST)
    .min(1, 'must name at least one language')
    .optional(),
  /** What the stores of this product get when they are connected, unless an integration that is published says it. */
  channel: channelSettings.optional(),
});

function isSupportUrl(text: string): boolean {
  return ['https:', 'mailto:'].includes(URL.parse(text)?.protocol ?? '');
}
