import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProductRepository } from '../../functions/adapters/dynamodb/integrations/product-repository.ts';
import { parseSamlMetadata } from '../../functions/adapters/saml/metadata.ts';
import { parseProductId } from '../../functions/domain/ids.ts';
import type { SamlSignIn } from '../../functions/domain/integrations/merchant-sign-in.ts';
import { REFUSALS } from '../../functions/domain/refusals/handshake-refusals.ts';
import { freePorts } from '../contract/local/free-ports.ts';
import { partsOf } from '../contract/saml/answer-setup.ts';
import { makeKeys } from '../contract/saml/certificate.ts';
import { missing, startPysaml2 } from '../contract/saml/pysaml2/start-provider.ts';
import { responseXml } from '../contract/saml/raw-answer.ts';
import { makeProduct, publishFields } from '../journey/integrations/runtime-product.ts';
import { tableOf } from '../journey/stored-data.ts';
import { openBrowserSession } from './harness/browser-session.ts';
import { answer, expectQuestion, expectSuccessCallback, mainOf } from './harness/merchant.ts';
import { type SamlProvider, startSamlProvider } from './harness/saml-provider.ts';
import { openSetup } from './harness/setup.ts';

const setup = openSetup();
const table = () => tableOf(setup.handfast().local);

/** Makes a product whose merchants sign in there, as it is published by GraphQL. */
async function makeSamlProduct(slug: string): Promise<string> {
  await makeProduct(table(), slug);
  // A warm function looks for a slug that it does not know in a list of five seconds ago.
  setup.handfast().moveClock(5_000);
  const metadata = await fetch(`${setup.handfast().local.url}/${slug}/saml/metadata`);
  return metadata.text();
}

async function publishSignIn(slug: string, idp: Pick<SamlProvider, 'metadata'>, more: Partial<SamlSignIn> = {}) {
  const provider = parseSamlMetadata(await idp.metadata());
  const integration = await publishFields(table(), { merchantSignIn: { kind: 'saml', provider, ...more } });
  await makeLink(slug, integration);
}

async function makeLink(slug: string, integration: Awaited<ReturnType<typeof publishFields>>): Promise<void> {
  const products = openProductRepository(table());
  const product = await products.find(parseProductId(slug));
  if (product === undefined) throw new Error(`There is no product ${slug}`);
  await products.link(product, integration, new Date().toISOString());
}

/** Off to the provider, and back with an answer. */
async function signInThere(popup: Page, scripts: boolean, email = 'ana@example.com'): Promise<void> {
  await popup.locator('a[href*="/signin?"]').first().click();
  // The page that posts the request.
  if (!scripts && (await popup.getByRole('button', { name: 'Continue' }).isVisible())) {
    await popup.getByRole('button', { name: 'Continue' }).click();
  }
  await popup.locator('input[name=email]').fill(email);
  await popup.getByRole('button').click();
  if (!scripts) await popup.getByRole('button', { name: 'Go on' }).click();
}

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('a merchant of a product with a SAML provider, %s', (_, scripts) => {
  const { expectFine } = setup.with(scripts);
  const suffix = scripts ? 'js' : 'plain';

  async function opened(slug: string, origin: string) {
    const store = await setup.handfast().store({}, slug);
    const session = await openBrowserSession(setup.browser(), setup.handfast(), [store], { scripts, known: [origin] });
    return { store, session, popup: await session.press(store, 'Activate') };
  }

  test.each(['redirect', 'post'] as const)('signs in by %s, and connects the store', async (binding) => {
    const slug = `saml-${binding}-${suffix}`;
    const idp = await startSamlProvider(await makeSamlProduct(slug), { binding });
    try {
      await publishSignIn(slug, idp);
      const { store, session, popup } = await opened(slug, idp.origin);
      const posted = popup.waitForRequest((request) => request.url().endsWith('/saml/acs'));
      await signInThere(popup, scripts);
      await expectQuestion(popup);
      expect((await (await posted).allHeaders())['cookie']).toBeUndefined();
      await expectFine(popup);
      expect(await mainOf(popup)).toContain('ana@example.com');
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      expect((await setup.handfast().connectionOf(store, slug))?.account).toEqual({
        issuer: `saml:${idp.origin}/metadata`,
        id: 'ana@example.com',
        label: 'ana@example.com',
      });
      await session.close();
    } finally {
      await idp.close();
    }
  });

  test('is told what to do when the provider refuses them, or its answer was changed, and signs in after that', async () => {
    const slug = `saml-refused-${suffix}`;
    const idp = await startSamlProvider(await makeSamlProduct(slug));
    try {
      await publishSignIn(slug, idp);
      const { store, session, popup } = await opened(slug, idp.origin);
      const denied = 'urn:oasis:names:tc:SAML:2.0:status:AuthnFailed';
      idp.change = (__, { id, acs }) =>
        responseXml(
          partsOf({ status: denied, inResponseTo: id, destination: acs, responseIssuer: `${idp.origin}/metadata` }),
          '',
        );
      await signInThere(popup, scripts);
      await expectRefusal(popup, 'signin_refused');
      await expectFine(popup);
      idp.change = (xml) => xml.replaceAll('ana@', 'eve@');
      await signInThere(popup, scripts);
      await expectRefusal(popup, 'signin_unavailable');
      await expectFine(popup);
      idp.change = (xml) => xml;
      await signInThere(popup, scripts);
      await expectQuestion(popup);
      await answer(popup, 'yes');
      await expectSuccessCallback(popup, store);
      await session.close();
    } finally {
      await idp.close();
    }
  });

  test('without an account is told so', async () => {
    const slug = `saml-nobody-${suffix}`;
    const idp = await startSamlProvider(await makeSamlProduct(slug));
    try {
      await publishSignIn(slug, idp, { accountAttribute: 'organisation' });
      const { session, popup } = await opened(slug, idp.origin);
      await signInThere(popup, scripts);
      await expectRefusal(popup, 'account_unclear');
      await expectFine(popup);
      await session.close();
    } finally {
      await idp.close();
    }
  });
});

const why = missing();

describe.skipIf(why !== '')(`a merchant of a product with pysaml2 as provider${why === '' ? '' : `: ${why}`}`, () => {
  let idp: Awaited<ReturnType<typeof startPysaml2>>;
  beforeAll(async () => {
    const [keys, metadata] = await Promise.all([makeKeys('pysaml2'), makeSamlProduct('saml-python')]);
    idp = await startPysaml2(await freePorts(), keys, metadata);
    await publishSignIn('saml-python', idp);
  });
  afterAll(() => idp?.close());

  test('signs in, and connects the store', async () => {
    const store = await setup.handfast().store({}, 'saml-python');
    const session = await openBrowserSession(setup.browser(), setup.handfast(), [store], {
      scripts: true,
      known: [idp.origin],
    });
    const popup = await session.press(store, 'Activate');
    await signInThere(popup, true);
    await expectQuestion(popup);
    await answer(popup, 'yes');
    await expectSuccessCallback(popup, store);
    await session.close();
  });
});

async function expectRefusal(popup: Page, code: keyof typeof REFUSALS): Promise<void> {
  await expect.poll(() => popup.locator('h1').innerText()).toBe(REFUSALS[code].title);
}
