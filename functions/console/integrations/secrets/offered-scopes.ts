import { scopesOf } from '../../backend/roles.ts';

/** What such a client is mostly for: to fetch events, and to say what became of them. */
export const USUAL_SCOPES: readonly string[] = ['events:read', 'events:write'];

/** Scopes that an operator can hand on, since operators have them. */
export const OFFERED_SCOPES: readonly string[] = [...scopesOf('operator', { showRecords: false })].toSorted();
