import type { Feature } from '../console-route.ts';
import { createIntegration, showCreate } from './edit/create.ts';
import { saveIntegration, showEdit } from './edit/edit-action.ts';
import { integrationPage } from './integration-page.ts';
import { listIntegrations } from './list-page.ts';
import { linkProduct, showProducts, unlinkProduct } from './products/products-page.ts';
import { publishIntegration, showPublish } from './publish/publish-page.ts';
import { rollBack, showVersion } from './publish/version-page.ts';
import { generateClient, revokeClient, showClients } from './secrets/client-actions.ts';
import { rotateSigning, showSigning } from './secrets/signing-secret.ts';
import { CHANNEL } from './sections/channel.ts';
import { MERCHANT_SIGN_IN } from './sections/merchant-sign-in.ts';
import { QUESTIONS } from './sections/questions/questions.ts';
import { saveSection, showSection } from './sections/section-action.ts';
import { removeSignOn } from './sections/sign-on/remove-sign-on.ts';
import { SIGN_ON } from './sections/sign-on/sign-on.ts';
import { enableDeliveries, testIntegration } from './test-action.ts';

const SECTIONS = [SIGN_ON, MERCHANT_SIGN_IN, QUESTIONS, CHANNEL];

/** Integrations: what is worked on, what is published, and the way from one to the other. */
export const INTEGRATIONS: Feature = {
  pages: [
    { path: '/integrations', show: listIntegrations },
    // Before what its path would be an id of.
    showCreate,
    { path: '/integrations/:id', show: (visit) => integrationPage(visit) },
    { path: '/integrations/:id/edit', show: showEdit },
    { path: '/integrations/:id/publish', show: showPublish },
    { path: '/integrations/:id/products', show: showProducts },
    ...SECTIONS.map(showSection),
    { path: '/integrations/:id/clients', show: showClients },
    { path: '/integrations/:id/signing-secret', show: showSigning },
    { path: '/integrations/:id/versions/:version', show: showVersion },
  ],
  actions: [
    createIntegration,
    saveIntegration,
    testIntegration,
    enableDeliveries,
    publishIntegration,
    rollBack,
    linkProduct,
    unlinkProduct,
    ...SECTIONS.map(saveSection),
    removeSignOn,
    generateClient,
    revokeClient,
    rotateSigning,
  ],
};
