import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { type ApiOptions, withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { INTEGRATION, integrationId } from '../integration-argument.ts';

const ENABLE = `mutation ($input: IntegrationIdInput!) {
  enableProductIntegrationDeliveries(input: $input) {
    productIntegration { id deliveriesEnabled goneEventTypes }
    userErrors { code path message }
  }
}`;

export function addEnable(deliveries: Command, shell: Shell): void {
  const enable = deliveries
    .command('enable')
    .description('Sends events again to URLs that were switched off after failures, or had answered 410.')
    .argument('<integration>', INTEGRATION, integrationId)
    .action(async (id: string, options: ApiOptions) => {
      const answer = await openApi(options, shell).graphql<Record<string, { productIntegration: unknown }>>(ENABLE, {
        input: { id },
      });
      shell.show(options, {
        json: answer['enableProductIntegrationDeliveries']?.productIntegration,
        human: () => ['Deliveries are on. "deliveries replay --failed" sends again what was missed.'],
      });
    });
  teach(withDeployment(enable), {
    examples: ['deliveries enable 34827'],
    scopes: ['integrations:write'],
  });
}
