import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Markup } from '../../../adapters/html/messages.ts';
import type { Visit } from '../../console-route.ts';
import { table } from '../../layout/table.ts';
import { ask } from '../data/ask.ts';
import type { Integration } from '../data/integration.ts';

const REGISTRATIONS = `query ($id: ID!) { productIntegration(id: $id) { merchantSignIn { __typename
  ... on MerchantOpenIdConnect { redirectUris { slug redirectUri } }
  ... on MerchantSaml { serviceProviders { slug entityId assertionConsumerServiceUrl } } } } }`;

const redirect = z.object({ slug: z.string(), redirectUri: z.string() });
const provider = z.object({ slug: z.string(), entityId: z.string(), assertionConsumerServiceUrl: z.string() });
const signIn = z.object({
  redirectUris: z.optional(z.array(redirect)),
  serviceProviders: z.optional(z.array(provider)),
});
const answer = z.object({ productIntegration: z.nullish(z.object({ merchantSignIn: z.nullish(signIn) })) });

/** What has to be entered at the vendor's provider, for each product: of the sign-in that is saved, where there is one. */
export async function registrations({ backend, layout }: Visit, integration: Integration): Promise<Markup> {
  if (!integration.merchantSignIn) return html``;
  const { t } = layout.translator;
  const { productIntegration: found } = await ask(backend, REGISTRATIONS, answer, { id: integration.sourceId });
  const { redirectUris, serviceProviders = [] } = found?.merchantSignIn ?? {};
  const code = (text: string) => html`<code>${text}</code>`;
  const shown =
    redirectUris === undefined
      ? {
          head: [t('integration_product'), t('merchants_entity_id'), t('sign_on_assertionConsumerServiceUrl')],
          rows: serviceProviders.map((one) => [one.slug, code(one.entityId), code(one.assertionConsumerServiceUrl)]),
        }
      : {
          head: [t('integration_product'), t('merchants_redirect_uri')],
          rows: redirectUris.map((one) => [one.slug, code(one.redirectUri)]),
        };
  return html`<section class="part"><h2>${t('merchants_register')}</h2>${table({
    caption: t('merchants_register'),
    ...shown,
    empty: html`<p>${t('merchants_register_none')}</p>`,
  })}</section>`;
}
