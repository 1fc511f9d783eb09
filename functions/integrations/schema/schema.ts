import { ANSWERS } from './answers.ts';
import { CHANNEL } from './channel.ts';
import { INPUTS } from './inputs.ts';
import { MERCHANT_SIGN_IN } from './merchant-sign-in.ts';
import { OPERATIONS } from './operations.ts';

/** The contract with whoever calls `POST /v1/graphql`. A copy for tools is in `docs/integrations.graphql`. */
export const SCHEMA = [OPERATIONS, ANSWERS, INPUTS, MERCHANT_SIGN_IN, CHANNEL].join('');
