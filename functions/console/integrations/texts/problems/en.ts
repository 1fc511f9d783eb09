import type { ProblemCode } from '../../../../integrations/problem.ts';

/** Why a mutation of GraphQL changed nothing: every code that there is. */
export const integrationProblems = {
  integration_problem_INPUT_INVALID: 'This cannot be saved.',
  integration_problem_FORBIDDEN: 'You may not do this.',
  integration_problem_NOT_FOUND: 'There is none of this id or name.',
  integration_problem_REVISION_CONFLICT: 'Somebody else was faster. Look at it again, then repeat.',
  integration_problem_NOT_PUBLISHED: 'Nothing is published yet.',
  integration_problem_NOT_READY: 'There are errors among the findings.',
  integration_problem_NOT_LINKED: 'The product uses another integration.',
  integration_problem_NOT_IN_HISTORY: 'The integration no longer has this version.',
  integration_problem_NOT_CONFIGURED: 'Merchants sign in at the deployment’s own provider: there is nothing to test.',
  integration_problem_TOO_MANY_LINKS: 'As many products use this integration as may.',
  integration_problem_URL_MISSING: 'There is no URL to test. Enter one first.',
  integration_problem_PING_TOO_SOON: 'A test was started less than 10 seconds ago. Wait a moment, then test again.',
  integration_problem_ID_TAKEN: 'This id is taken, or was by something that is deleted.',
  integration_problem_NUMBER_TAKEN: 'Another integration has this number.',
  integration_problem_SLUG_TAKEN: 'Another product has this slug, or had it.',
  integration_problem_TOO_MANY_PRODUCTS: 'There are as many products as may be made at run time. Delete one first.',
  integration_problem_PRODUCT_READ_ONLY: 'This product is in the settings. Change it there.',
  integration_problem_PRODUCT_LINKED: 'The product uses an integration. Unlink it first.',
  integration_problem_PRODUCT_IN_USE: 'Stores are connected to the product. Disconnect them first.',
  integration_problem_INTEGRATION_LINKED: 'Products use this integration. Unlink them first.',
  integration_problem_ALREADY_CONFIGURED: 'The sign-on is configured already. Change it, or remove it first.',
  integration_problem_FROZEN_AFTER_PUBLISH:
    'This stays as it was published. Create another integration for anything else.',
  integration_problem_TOO_MANY_CLIENTS: 'There are as many clients as may be. Revoke one first.',
} as const satisfies Readonly<Record<`integration_problem_${ProblemCode}`, string>>;
