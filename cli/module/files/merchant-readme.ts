import { lineOf } from '../permissions/resources.ts';
import type { ModulePlan } from '../plan.ts';
import { markdownText, sqlString } from './escapes.ts';

/** `README.md`, for the merchant's own people. */
export function merchantReadme(plan: ModulePlan): string {
  const sections = [opening(plan), install(plan), activate(plan), shared(plan), upgrade(plan), uninstall(plan)];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function opening({ integrationName, vendor, email, moduleName, version, license }: ModulePlan): string[] {
  return [
    `# ${markdownText(integrationName)}`,
    '',
    `This module adds the integration "${markdownText(integrationName)}" to your Magento store. You activate it`,
    'there with one button. It brings no other change: no pages, no tables, no jobs.',
    '',
    `Module \`${moduleName}\` ${version}, by ${vendor} (${markdownText(email)}). Licence: ${license}.`,
  ];
}

function install({ packageName, moduleName, vendor, name }: ModulePlan): string[] {
  return [
    '## Install',
    '',
    'Put the zip file into a folder that Composer can read, and in the folder of your Magento run:',
    '',
    '```sh',
    `composer config repositories.${packageName.replaceAll(/[^a-z0-9]+/g, '-')} artifact /path/to/that/folder`,
    `composer require ${packageName}`,
    '```',
    '',
    `Without Composer, unpack the zip file into \`app/code/${vendor}/${name}\`. Then, either way:`,
    '',
    '```sh',
    `bin/magento module:enable ${moduleName}`,
    'bin/magento setup:upgrade',
    'bin/magento setup:di:compile   # only in production mode',
    'bin/magento cache:flush',
    '```',
  ];
}

function activate({ integrationName, vendor }: ModulePlan): string[] {
  return [
    '## Activate',
    '',
    '1. In the admin, open *System > Extensions > Integrations*.',
    `2. In the row "${markdownText(integrationName)}" press *Activate*, read the list of permissions, press *Allow*.`,
    `3. A window opens. Sign in to ${vendor} there and confirm that the store may be connected. If no window opens,`,
    "   allow pop-ups for your admin's address and press *Activate* again.",
    '4. The window closes by itself, and the row says *Active*.',
  ];
}

function shared({ addresses, permissions }: ModulePlan): string[] {
  const { host, protocol } = new URL(addresses.callback);
  const insecure = [
    '',
    '**These addresses are not https.** Keys would travel in the clear: use this module for trials only.',
  ];
  return [
    '## What is shared, and with whom',
    '',
    `Nothing before you press *Activate*. Then Magento sends your store's address and a pair of keys made for this`,
    `integration to \`${host}\`. With them \`${host}\` may call your store's API, for as long as the integration is`,
    'active, within these permissions:',
    '',
    ...permissions.asked.map((id) => `- ${pathOf(id)} (\`${id}\`)`),
    '',
    "Magento also ticks the branches above them in its tree. The admin's password is not shared.",
    '',
    `- Keys are sent to: \`${addresses.callback}\``,
    `- The window shows: \`${addresses.identityLink}\``,
    ...(protocol === 'https:' ? [] : insecure),
  ];
}

function pathOf(id: string): string {
  return lineOf(id)
    .map(({ title }) => markdownText(title))
    .join(' > ');
}

function upgrade({ packageName, method }: ModulePlan): string[] {
  const effect =
    method === 'integration.xml'
      ? [
          'If the new version has other addresses, another e-mail address or other permissions, Magento makes the',
          'integration anew during `setup:upgrade`: press *Activate* (or *Reauthorize*) once more.',
        ]
      : ['Magento takes the addresses over once, at installation: a new version does not change them.'];
  return [
    '## Upgrade',
    '',
    '```sh',
    `composer update ${packageName}`,
    'bin/magento setup:upgrade',
    'bin/magento cache:flush',
    '```',
    '',
    ...effect,
  ];
}

function uninstall({ integrationName, packageName, moduleName, vendor, name }: ModulePlan): string[] {
  return [
    '## Stop sharing, uninstall',
    '',
    `To cut the access at once, press *Reauthorize* in the row "${markdownText(integrationName)}" and close the window`,
    'without confirming: Magento drops the keys as soon as you press. Then take the module out:',
    '',
    '```sh',
    `bin/magento module:disable ${moduleName}`,
    `composer remove ${packageName}   # or delete app/code/${vendor}/${name}`,
    'bin/magento setup:upgrade',
    'bin/magento cache:flush',
    '```',
    '',
    "The row stays in the list, because Magento's admin refuses to delete integrations that a module brought. It does",
    'no harm without keys. To remove it too, run this in the database, with the prefix of your tables if you have one:',
    '',
    '```sql',
    'DELETE FROM oauth_consumer WHERE entity_id IN',
    `  (SELECT consumer_id FROM integration WHERE name = ${sqlString(integrationName)});`,
    '```',
  ];
}
