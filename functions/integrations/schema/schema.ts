import { ANSWERS } from './answers.ts';
import { INPUTS } from './inputs.ts';
import { OPERATIONS } from './operations.ts';

/** The contract with whoever calls `POST /v1/graphql`. A copy for tools is in `docs/integrations.graphql`. */
export const SCHEMA = [OPERATIONS, ANSWERS, INPUTS].join('');
