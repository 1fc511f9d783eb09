import type { KeptIntegration } from '../adapters/dynamodb/integrations/integration-item.ts';
import { setChannel } from './changes/channel.ts';
import { createIntegration } from './changes/create-integration.ts';
import { deleteIntegration } from './changes/delete-integration.ts';
import { enableDeliveries, replayDeliveries } from './changes/deliveries.ts';
import { generateInboundClient, revokeInboundClient } from './changes/inbound-clients.ts';
import { linkProduct, unlinkProduct } from './changes/link-product.ts';
import { setMerchantSignIn } from './changes/merchant-sign-in.ts';
import { triggerPingTest } from './changes/ping-test.ts';
import { publishIntegration } from './changes/publish-integration.ts';
import { rollbackIntegration } from './changes/rollback-integration.ts';
import { addSignOn, removeSignOn, updateSignOn } from './changes/sign-on.ts';
import { rotateSigningSecret } from './changes/signing-secret.ts';
import { updateIntegration } from './changes/update-integration.ts';
import { Problems, userError } from './problem.ts';
import { createProduct } from './products/create-product.ts';
import { deleteProduct } from './products/delete-product.ts';
import type { ProductRecord } from './products/product-records.ts';
import { updateProduct } from './products/update-product.ts';
import type { Session } from './session.ts';
import { signOnView } from './views/field-views.ts';
import { productView, publishedView, workingView } from './views/integration-view.ts';

/** One mutation: what it does, and its payload. `failed` are members that a payload must have all the same. */
type Mutation<R> = {
  readonly scope: 'integrations:write' | 'products:write';
  readonly change: (session: Session, input: unknown) => Promise<R>;
  readonly payload: (session: Session, result: R) => object | Promise<object>;
  readonly failed?: object;
};

/**
 * The fields of the type `Mutation`.
 *
 * @param open a session of its own for each, since one may change what another has read
 */
export function mutations(open: () => Session) {
  function mutation<R>({ scope, change, payload, failed = {} }: Mutation<R>) {
    return async ({ input }: { readonly input: unknown }): Promise<object> => {
      try {
        const session = open();
        requireScope(session, scope);
        const result = await change(session, input);
        return { ...(await payload(open(), result)), userErrors: null };
      } catch (error) {
        if (error instanceof Problems) return { ...failed, userErrors: error.userErrors };
        throw error;
      }
    };
  }

  const integration = (change: Mutation<KeptIntegration>['change'], view = working) =>
    mutation({ scope: 'integrations:write', change, payload: view });
  const product = (scope: Mutation<unknown>['scope'], change: Mutation<ProductRecord>['change']) =>
    mutation({ scope, change, payload: (session, made) => ({ product: productView(session, made) }) });
  const signOn = (member: string, change: Mutation<KeptIntegration>['change']) =>
    mutation({
      scope: 'integrations:write',
      change,
      payload: (_, { working: { singleSignOn } }) => ({ [member]: singleSignOn && signOnView(singleSignOn) }),
    });
  const deleted = (scope: Mutation<unknown>['scope'], change: Mutation<string>['change']) =>
    mutation({ scope, change, payload: (_, deletedId) => ({ deletedId }) });

  return {
    createProduct: product('products:write', createProduct),
    updateProduct: product('products:write', updateProduct),
    deleteProduct: deleted('products:write', deleteProduct),
    createProductIntegration: mutation({
      scope: 'integrations:write',
      change: createIntegration,
      payload: (session, { kept, signingSecret }) => ({ ...working(session, kept), signingSecret }),
    }),
    updateProductIntegration: integration(updateIntegration),
    deleteProductIntegration: deleted('integrations:write', deleteIntegration),
    addProductIntegrationBookmarkConfiguration: signOn('bookmarkConfiguration', addSignOn('bookmark')),
    updateProductIntegrationBookmarkConfiguration: signOn('bookmarkConfiguration', updateSignOn('bookmark')),
    addProductIntegrationOpenIdConnectConfiguration: signOn('openIdConnectConfiguration', addSignOn('openIdConnect')),
    updateProductIntegrationOpenIdConnectConfiguration: signOn(
      'openIdConnectConfiguration',
      updateSignOn('openIdConnect'),
    ),
    addProductIntegrationSamlConfiguration: signOn('samlConfiguration', addSignOn('saml')),
    updateProductIntegrationSamlConfiguration: signOn('samlConfiguration', updateSignOn('saml')),
    removeProductIntegrationSingleSignOnConfiguration: integration(removeSignOn),
    setProductIntegrationMerchantSignIn: integration(setMerchantSignIn),
    setProductIntegrationChannel: integration(setChannel),
    generateProductIntegrationInboundClient: mutation({
      scope: 'integrations:write',
      change: generateInboundClient,
      payload: (_, client) => ({ productIntegrationInboundClient: client, ...client }),
    }),
    revokeProductIntegrationInboundClient: integration(revokeInboundClient),
    rotateProductIntegrationSigningSecret: mutation({
      scope: 'integrations:write',
      change: rotateSigningSecret,
      payload: (_, rotated) => rotated,
    }),
    triggerProductIntegrationPingTest: mutation({
      scope: 'integrations:write',
      change: triggerPingTest,
      payload: async (session, kept) =>
        kept.lastTest?.version === 'WORKING' ? working(session, kept) : published(session, kept),
    }),
    publishProductIntegration: mutation({
      scope: 'integrations:write',
      change: publishIntegration,
      payload: published,
    }),
    rollbackProductIntegration: integration(rollbackIntegration),
    linkProductIntegration: product('integrations:write', linkProduct),
    unlinkProductIntegration: product('integrations:write', unlinkProduct),
    enableProductIntegrationDeliveries: integration(enableDeliveries),
    replayDeliveries: mutation({
      scope: 'integrations:write',
      change: replayDeliveries,
      payload: (_, replayed) => replayed,
      failed: { queued: 0, more: false },
    }),
  };
}

/** @throws Problems `FORBIDDEN` */
function requireScope(session: Session, scope: Mutation<unknown>['scope']): void {
  if (!session.may(scope)) throw forbidden(`The token needs the scope ${scope}.`);
  if (scope === 'products:write' && session.isBound) {
    throw forbidden('A client that is bound to products may not create or change products.');
  }
}

function forbidden(message: string): Problems {
  return new Problems([userError('FORBIDDEN', undefined, message)]);
}

function working(session: Session, kept: KeptIntegration) {
  return { productIntegration: workingView(session, kept) };
}

async function published(session: Session, kept: KeptIntegration) {
  return { productIntegration: await publishedView(session, kept) };
}
