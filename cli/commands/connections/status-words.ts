import type { Status } from '../../../client/handfast.ts';

/** What to do about a store; nothing about one that works. */
const NEXT: Readonly<Record<Status, string | undefined>> = {
  active: undefined,
  needs_reauthorization:
    'Magento no longer accepts the credentials. Ask the merchant to press Reauthorize in System > Extensions > Integrations.',
  inactive:
    'The integration is off in Magento, or has no permissions left. Ask the merchant to activate it in System > Extensions > Integrations.',
  unreachable:
    'For three days nothing has answered as Magento does. Ask the merchant about the store; its first good answer makes it active.',
  disconnected: 'Its credentials are destroyed. The merchant connects the store again by Activate in Magento.',
};

export function whatToDo(status: Status): string | undefined {
  return NEXT[status];
}
