import { App, Stack, Validations } from 'aws-cdk-lib';
import { Handfast } from './handfast.ts';
import { acknowledgeNagFindings } from './nag-suppressions.ts';
import { assertSettings, SettingsError } from './settings/settings.ts';
import { findSettings, SettingsSourceError } from './settings/settings-source.ts';
import { stackNameOf } from './settings/stack-name.ts';

// The CDK's check against CloudFormation's own rules takes longer than all the rest, and its findings do not
// depend on an operator's settings: `test/infra/nag-suppressions.test.ts` runs it.
const app = new App({ builtinCloudFormationValidation: false });
const given = (name: string): unknown => app.node.tryGetContext(name);
let source = '';

try {
  const stackName = stackNameOf(given('stage'));
  const found = await findSettings({ handfast: given('handfast'), settings: given('settings') }, process.cwd());
  const { input } = found;
  source = found.source;
  assertSettings(input);
  // Known when the CDK's command line found credentials; then settings that need a certain region are checked now.
  const region = process.env['CDK_DEFAULT_REGION'];
  const stack = new Stack(app, stackName, {
    description: 'Handfast: connects Magento stores to a SaaS product',
    ...(region ? { env: { region } } : {}),
  });
  // Its id is part of all logical ids, so it is the same in every stack.
  const handfast = new Handfast(stack, 'Handfast', input);
  // The CDK's own switch; local mode sets it, since nothing of what it runs is deployed.
  if (process.env['CDK_VALIDATION'] !== 'false') {
    const { AwsSolutionsChecks, ServerlessChecks } = await import('cdk-nag');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  }
  acknowledgeNagFindings(handfast);
  app.synth();
} catch (error) {
  if (error instanceof SettingsError) console.error(error.describe(source));
  else if (error instanceof SettingsSourceError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
