import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';

const PRODUCT = 'its slug, or its UUID';

type Answer = { readonly done: { readonly product: { readonly slug: string } } };

export function addLink(integrations: Command, shell: Shell): void {
  addLinking(integrations, shell, {
    verb: 'link',
    mutation: 'linkProductIntegration',
    description: 'Has a product use an integration: its events go to these URLs from now on.',
    done: (slug, id) => `Linked: ${slug} uses ${id}.`,
    notes: ['A product uses one integration, which has to be published first. Another one that it uses is left.'],
  });
}

export function addUnlink(integrations: Command, shell: Shell): void {
  addLinking(integrations, shell, {
    verb: 'unlink',
    mutation: 'unlinkProductIntegration',
    description: 'Has a product use no integration: nobody gets its events any more.',
    done: (slug, id) => `Unlinked: ${slug} no longer uses ${id}.`,
    notes: ["Where the integration had a sign-in of its own, merchants sign in at the deployment's provider again."],
  });
}

type Linking = {
  readonly verb: string;
  readonly mutation: 'linkProductIntegration' | 'unlinkProductIntegration';
  readonly description: string;
  readonly done: (slug: string, id: string) => string;
  readonly notes: readonly string[];
};

function addLinking(integrations: Command, shell: Shell, { verb, mutation, description, done, notes }: Linking): void {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) {
    done: ${mutation}(input: $input) { product { id slug name } userErrors { code path message } }
  }`;
  const command = integrations
    .command(verb)
    .description(description)
    .argument('<integration>', INTEGRATION, integrationId)
    .argument('<product>', PRODUCT)
    .action(async (integrationOf: string, productId: string, options: ApiOptions) => {
      const input = { integrationId: integrationOf, productId };
      const answer = await openApi(options, shell).graphql<Answer>(document, { input });
      const { product } = answer.done;
      shell.show(options, { json: product, human: () => [done(product.slug, integrationOf)] });
    });
  teach(withDeployment(command), {
    examples: [`integrations ${verb} 6f1c1b5e-77a4-4f0b-9a53-5d0f0c9b8a11 demo`],
    notes,
    scopes: ['integrations:write'],
  });
}
