import type { Seeded } from './seeded.ts';

/** Addresses of the console's pages by name: each kind of page, and lists without anything in them. */
export async function everyAddress({
  olga,
  working,
  broken,
  draft,
  published,
}: Seeded): Promise<Readonly<Record<string, string>>> {
  const delivery = await linkOn('/console/deliveries?status=FAILED', /\/deliveries\/[^/?]+$/);
  const version = await linkOn(`/console/integrations/${published}`, /\/versions\/[^/?]+$/);
  const channel = await linkOn(`/console/stores/${working.connection}`, /\/channels\/[^/?]+$/);
  const run = await linkOn(channel, /\/runs\/[^/?]+$/);
  const attempt = await linkOn(`/console/attempts?host=${new URL(working.baseUrl).host}`, /\/attempts\/[^/?]+$/);
  return {
    overview: '/console',
    stores: '/console/stores',
    'stores-none': '/console/stores?host=nowhere.example',
    'store-working': `/console/stores/${working.connection}`,
    'store-broken': `/console/stores/${broken.connection}`,
    attempts: '/console/attempts',
    attempt,
    channels: '/console/channels',
    channel,
    'channel-runs': `${channel}/runs`,
    'channel-records': `${channel}/records`,
    'channel-changes': `${channel}/changes`,
    run,
    integrations: '/console/integrations',
    'integration-draft': `/console/integrations/${draft}`,
    'integration-edit': `/console/integrations/${draft}/edit`,
    'integration-publish': `/console/integrations/${draft}/publish`,
    'integration-products': `/console/integrations/${draft}/products`,
    'integration-new': '/console/integrations/new',
    'integration-sign-on': `/console/integrations/${draft}/sign-on`,
    'integration-merchant-sign-in': `/console/integrations/${draft}/merchant-sign-in`,
    'integration-questions': `/console/integrations/${draft}/questions`,
    'integration-channel': `/console/integrations/${draft}/channel`,
    'integration-clients': `/console/integrations/${draft}/clients`,
    'integration-signing-secret': `/console/integrations/${draft}/signing-secret`,
    'integration-published': `/console/integrations/${published}`,
    'integration-version': version,
    deliveries: '/console/deliveries',
    'deliveries-none': '/console/deliveries?status=WAITING',
    delivery,
    settings: '/console/settings',
    'no-such-page': '/console/nothing',
    'store-unknown': `/console/stores/con_${'0'.repeat(32)}`,
    'signed-out': '/console/session?ended=1',
  };

  /** The first link of a page that leads to such an address. */
  async function linkOn(path: string, to: RegExp): Promise<string> {
    const shown = await olga.open(path);
    const links = shown.document.querySelectorAll('main a').map((link) => link.getAttribute('href') ?? '');
    const found = links.find((link) => to.test(link));
    if (found === undefined) throw new Error(`no link to ${to} on ${path}: ${links.join(' ')}`);
    return found;
  }
}
