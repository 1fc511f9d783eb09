import type { Scope } from '../../functions/domain/api/scopes.ts';

/** What each scope lets a client do, for the consoles and documents that name it. */
export const SCOPE_DESCRIPTIONS = {
  read: 'List and read connections, and what became of attempts to connect.',
  call: 'Call stores, and check connections.',
  write: 'Disconnect stores, and move them to another account.',
  credentials: 'Read the credentials of stores.',
  'answers:read': 'Read what merchants answered when they connected their stores.',
  'integrations:read': 'Read integrations, and what became of their deliveries.',
  'integrations:write': 'Create, change, test, publish and link integrations.',
  'products:write': 'Create, change and delete products. Of no use to clients that are bound to products.',
  'channels:read': 'List and read channels and their runs.',
  'channels:write': 'Create, change and delete channels.',
  'channels:run': 'Start, stop, pause and resume what channels do, and confirm deletions.',
  'records:read': 'Read the records of stores.',
  'changes:read': 'Read what became of changes that were sent to stores.',
  'changes:write': 'Send changes of records to stores, and cancel them.',
  'events:read': 'Read events that were sent to a URL.',
  'events:write': 'Send results of events that were answered with 202.',
} as const satisfies Record<Scope, string>;
