import * as z from 'zod/mini';
import { CONNECTION_STATUSES } from '../../domain/stores/connection-status.ts';

export function says(error: string) {
  return { error };
}

export const statuses = z.enum(CONNECTION_STATUSES, says(`must be one of ${CONNECTION_STATUSES.join(', ')}`));
