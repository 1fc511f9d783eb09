import * as z from 'zod/mini';

export const says = (error: string) => ({ error });

export const statuses = z.enum(
  ['active', 'needs_reauthorization', 'inactive', 'unreachable', 'disconnected'],
  says('must be one of active, needs_reauthorization, inactive, unreachable, disconnected'),
);
