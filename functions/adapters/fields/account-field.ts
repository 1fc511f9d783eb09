import * as z from 'zod/mini';
import type { Account } from '../../domain/account.ts';

export const account = z.object({
  issuer: z.string(),
  id: z.string(),
  label: z.string(),
}) satisfies z.ZodMiniType<Account>;
