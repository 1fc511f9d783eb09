import { App, Stack, Validations } from 'aws-cdk-lib';
import { Handfast } from './handfast.ts';
import { acknowledgeNagFindings } from './nag-suppressions.ts';
import { SettingsError } from './settings/settings.ts';

try {
  // The CDK's check against CloudFormation's own rules takes longer than all the rest, and its findings do not
  // depend on an operator's settings: `test/infra/nag-suppressions.test.ts` runs it.
  const app = new App({ builtinCloudFormationValidation: false });
  // Known when the CDK's command line found credentials; then settings that need a certain region are checked now.
  const region = process.env['CDK_DEFAULT_REGION'];
  const stack = new Stack(app, 'Handfast', {
    description: 'Handfast: connects Magento stores to a SaaS product',
    ...(region ? { env: { region } } : {}),
  });
  const handfast = new Handfast(stack, 'Handfast', app.node.tryGetContext('handfast'));
  // The CDK's own switch; local mode sets it, since nothing of what it runs is deployed.
  if (process.env['CDK_VALIDATION'] !== 'false') {
    const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  acknowledgeNagFindings(handfast);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
