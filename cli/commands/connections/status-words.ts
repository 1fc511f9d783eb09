import type { Status } from '../../../client/handfast.ts';

/** What to do about a store; nothing about one that works. */
const NEXT: Readonly<Record<Status, string | undefined>> = {
  active: undefined,
  needs_reauthorization:
    'Magento no longer accepts the credentials. Ask the merchant to press Reauthorize in System > Extensions > Integrations.',
  inactive:
    'The integration is off in Magento, or has no permissions left. Ask the merchant to tick them on its tab API in System > Extensions > Integrations and to save, or to press Activate if its row says so.',
  unreachable:
    'For three days nothing has answered as Magento does. Ask the merchant about the store; its first good answer makes it active.',
  disconnected: 'Its credentials are destroyed. The merchant connects the store again by Activate in Magento.',
};

/** Reauthorize helps only where Magento still has the integration. */
const GONE =
  'Magento no longer has the integration. Ask the merchant to add it again in System > Extensions > Integrations, and to press Activate.';

/** @param reason what the store said: a code of the API */
export function whatToDo(status: Status, reason?: string): string | undefined {
  return status === 'needs_reauthorization' && reason === 'consumer_unknown' ? GONE : NEXT[status];
}
