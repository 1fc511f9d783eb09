import { readFileSync } from 'node:fs';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Handfast } from '../../infra/handfast.ts';
import type { SettingsInput } from '../../infra/settings/settings.ts';

/** Every setting that makes resources of its own, as an operator may combine them. */
export const FULL = {
  products: [
    { id: 'erp', name: 'Acme ERP' },
    { id: 'crm-lite', name: 'Acme CRM' },
  ],
  signIn: { issuer: 'https://id.example', clientId: 'handfast', clientSecretName: 'acme/sign-in' },
  console: {
    signIn: { issuer: 'https://id.example', clientId: 'console', clientSecretName: 'acme/console' },
    claim: 'groups',
    viewers: ['support'],
    operators: ['operations'],
  },
  domain: {
    name: 'connect.acme.example',
    certificateArn: 'arn:aws:acm:eu-central-1:111122223333:certificate/0f1e2d3c-aaaa-bbbb-cccc-123456789012',
  },
  alarmEmail: 'ops@acme.example',
} satisfies SettingsInput;

/** No more than what must be set. */
export const LEAST = { products: [{ id: 'erp', name: 'Acme ERP' }] } satisfies SettingsInput;

/** What the CDK's command line hands to the app: its flags change the template. */
export const FLAGS: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'),
).context;

/** Like that of `infra/app.ts`, which leaves CloudFormation's own rules to `nag-suppressions.test.ts`, too. */
export function createApp(context: Readonly<Record<string, unknown>> = {}): App {
  return new App({ builtinCloudFormationValidation: false, context: { ...FLAGS, ...context } });
}

/** A stack under the names that `infra/app.ts` gives, so that logical ids are those of operators. */
export function newStack(settings: SettingsInput, region?: string) {
  const stack = new Stack(createApp(), 'Handfast', region === undefined ? {} : { env: { region } });
  const handfast = new Handfast(stack, 'Handfast', settings);
  return { stack, handfast, template: Template.fromStack(stack) };
}

/** By settings and region, for all files of a process. */
const created = new Map<string, ReturnType<typeof newStack>>();

/** Like `newStack`, but several tests get the same: for those that only look at it. */
export function createStack(settings: SettingsInput, region?: string): ReturnType<typeof newStack> {
  const key = JSON.stringify([settings, region]);
  const present = created.get(key) ?? newStack(settings, region);
  created.set(key, present);
  return present;
}
