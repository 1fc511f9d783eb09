import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { SettingsInput } from '../../infra/settings/settings.ts';
import { type Ran, run } from './command.ts';
import { ACCOUNT, type Emulator, REGION } from './emulator.ts';
import type { MachineId } from './history.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CDK = join(ROOT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
/** One command, synthesising included. */
const COMMAND_SECONDS = 150;

const cdkJson = z.looseObject({ context: z.record(z.string(), z.unknown()) });
const outputs = z.record(z.string(), z.record(z.string(), z.string()));

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const joined = z.object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) });

/** The name that `infra/app.ts` gives its stack. */
export const STACK = 'Handfast';
const TEMPLATE = `${STACK}.template.json`;

/** Somebody with an AWS account and this repository, who types the commands of the README. */
export function createOperator(aws: Emulator) {
  const folder = join(aws.folder, 'operator');
  const outputsFile = join(folder, 'outputs.json');

  function cdk(...args: readonly string[]): Promise<Ran> {
    const quiet = ['--no-notices', '--no-color', '--progress', 'events'];
    return run(process.execPath, [CDK, ...args, ...quiet], {
      cwd: folder,
      env: aws.shell,
      timeoutSeconds: COMMAND_SECONDS,
    });
  }

  /** The repository's own cdk.json, with settings of this operator's. */
  function enter(settings: SettingsInput, app: string): void {
    const own = cdkJson.parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')));
    const context = { ...own.context, handfast: settings };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'cdk.json'), JSON.stringify({ ...own, app: `node ${join(ROOT, app)}`, context }));
  }

  return {
    bootstrap: (settings: SettingsInput): Promise<Ran> => {
      enter(settings, 'infra/app.ts');
      return cdk('bootstrap', `aws://${ACCOUNT}/${REGION}`);
    },
    deploy: (settings: SettingsInput, app = 'infra/app.ts'): Promise<Ran> => {
      enter(settings, app);
      return cdk('deploy', '--require-approval', 'never', '--outputs-file', outputsFile);
    },
    destroy: (): Promise<Ran> => cdk('destroy', '--force'),

    /** What the definition of a deployed machine must be: the template's text, and a name where that refers to one. */
    machinePattern(id: MachineId): RegExp {
      const { Resources } = template.parse(JSON.parse(readFileSync(join(folder, 'cdk.out', TEMPLATE), 'utf8')));
      const [, machine] =
        Object.entries(Resources).find(
          ([logicalId, { Type }]) =>
            Type === 'AWS::StepFunctions::StateMachine' && logicalId.startsWith(`Handfast${id}`),
        ) ?? [];
      const [, parts] = joined.parse(machine?.Properties?.['DefinitionString'])['Fn::Join'];
      const pattern = parts.map((part) => (typeof part === 'string' ? RegExp.escape(part) : '[^"]+'));
      return new RegExp(`^${pattern.join('')}$`);
    },

    /** What the last deployment printed: the value of the one output whose name holds these words. */
    output(words: string): string {
      const printed = outputs.parse(JSON.parse(readFileSync(outputsFile, 'utf8')))[STACK] ?? {};
      const found = Object.entries(printed).filter(([name]) => name.includes(words));
      const [only] = found;
      if (only === undefined || found.length > 1) throw new Error(`${found.length} outputs are called ${words}`);
      return only[1];
    },
  };
}
