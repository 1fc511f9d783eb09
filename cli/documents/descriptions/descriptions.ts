import type { Words } from '../json-schema.ts';
import { ATTEMPTS_AND_EVENTS } from './attempts-and-events.ts';
import { CHANGES } from './changes.ts';
import { CHANNELS } from './channels.ts';
import { CONNECTIONS } from './connections.ts';
import { OPERATION } from './operation.ts';
import { REQUESTS } from './requests.ts';
import { RUNS } from './runs.ts';
import { STORE_CALLS } from './store-calls.ts';

/** A description of every parameter and member; the document is not made without one. */
export const DESCRIPTIONS: Words = {
  ...REQUESTS,
  ...CONNECTIONS,
  ...ATTEMPTS_AND_EVENTS,
  ...STORE_CALLS,
  ...CHANNELS,
  ...CHANGES,
  ...RUNS,
  ...OPERATION,
};
