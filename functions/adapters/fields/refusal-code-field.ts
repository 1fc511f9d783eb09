import * as z from 'zod/mini';
import { isRefusalCode, type RefusalCode } from '../../domain/refusals/refusal.ts';

/** A code that a newer or an older release may have written: what this one does not know counts as `internal`. */
export const refusalCode = z.pipe(
  z.string(),
  z.transform((text): RefusalCode => (isRefusalCode(text) ? text : 'internal')),
);

/** What went wrong, and when, ISO 8601. */
export const codeAt = z.object({ code: refusalCode, at: z.string() });

/** Why an attempt ended, and whether the store had issued the access token before. */
export const failure = z.extend(codeAt, { tokenIssued: z.optional(z.boolean()) });
