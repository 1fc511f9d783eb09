import { SHARED_VARIABLES } from '../stores/shared-variables.ts';

/** What the functions read that read stores. */
export const READING_VARIABLES = [...SHARED_VARIABLES, 'HANDFAST_RECORDS_BUCKET', 'HANDFAST_RECORDS_DAYS'] as const;
