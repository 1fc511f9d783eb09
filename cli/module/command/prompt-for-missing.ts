import { originProblem } from '../addresses/addresses.ts';
import { readPermissions } from '../permissions/resources.ts';
import { optionProblem } from './flags.ts';
import { hasAddressSource, type Options, REQUIRED } from './options.ts';
import type { Prompts } from './prompts.ts';

const MESSAGES = {
  product: 'Product of Handfast:',
  vendor: 'Vendor, first part of the module’s name (such as Acme):',
  name: 'Second part of the module’s name (such as Connect):',
  email: 'E-mail address that Magento shows:',
  resources: 'Permissions, separated by commas (such as orders:read,products):',
} as const satisfies Record<(typeof REQUIRED)[number], string>;

/** Prompts for every required option that was not given, again where the answer would be refused. */
export async function promptForMissing(given: Options, prompts: Prompts): Promise<Options> {
  let options = given;
  for (const option of REQUIRED) {
    if (options[option] !== undefined) continue;
    const problem = (answer: string) => optionProblem(option, answer) ?? listProblem(option, answer);
    options = { ...options, [option]: await prompts.text({ message: MESSAGES[option], problem }) };
  }
  if (!hasAddressSource(options)) options = { ...options, ...(await promptForUrls(prompts)) };
  if (options.out !== undefined) return options;
  const problem = (answer: string) => optionProblem('out', answer);
  const out = await prompts.text({ message: 'Folder to write:', suggestion: 'dist/module', problem });
  return { ...options, out };
}

function listProblem(option: string, answer: string): string | undefined {
  if (option !== 'resources') return undefined;
  const read = readPermissions(answer);
  return 'problems' in read ? read.problems.join(' ') : undefined;
}

async function promptForUrls(prompts: Prompts): Promise<Options> {
  const source = await prompts.choice('Where does the product run?', [
    { name: 'On AWS: its URLs are in the file that "cdk deploy --outputs-file" wrote', value: 'outputs' },
    { name: 'On AWS: I know its address', value: 'baseUrl' },
    { name: 'On this computer, in local mode', value: 'local' },
  ]);
  if (source === 'local') return { local: true };
  if (source === 'baseUrl') {
    return { baseUrl: await prompts.text({ message: 'Address (https://…):', problem: originProblem }) };
  }
  const problem = (answer: string) => (answer === '' ? 'must name a file' : undefined);
  return { outputs: await prompts.text({ message: 'File:', suggestion: 'cdk-outputs.json', problem }) };
}
