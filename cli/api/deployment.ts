import { existsSync } from 'node:fs';
import { CliError, EXIT_MISUSED, oneLine } from '../output/cli-error.ts';
import { shellWord } from '../output/shell-word.ts';
import { isOutput, readOutputs } from './outputs-file.ts';

/** What names a deployment on the command line. */
export type Wanted = {
  readonly local?: boolean | undefined;
  readonly url?: string | undefined;
  readonly outputs?: string | undefined;
  readonly stack?: string | undefined;
};

/** The same as it is written on the command line, in front of it a space; empty for that of this folder. */
export function optionsFor({ local, url, outputs, stack }: Wanted): string {
  const named = { url, outputs, stack };
  const values = Object.entries(named).flatMap(([name, value]) =>
    value === undefined ? [] : [` --${name} ${shellWord(value)}`],
  );
  return `${local ? ' --local' : ''}${values.join('')}`;
}

/** Where a deployment is found. */
export type Source =
  | { readonly kind: 'local'; readonly dataFolder: string }
  | { readonly kind: 'url'; readonly url: string }
  | {
      readonly kind: 'outputs';
      /** Name of the stack of CloudFormation. */
      readonly stack: string;
      readonly read: (output: string) => string | undefined;
    };

/** Where `cdk deploy --outputs-file` writes in the examples of the docs. */
const OUTPUTS_FILE = 'cdk-outputs.json';

/** Ends as another output does, which is the one of a user pool. */
const OWN_CLIENTS = 'ClientsTokenUrl';

/**
 * @param output what `--url` gives, and what the stack that is meant has
 * @throws CliError when it is not clear which one is meant
 */
export function findSource(wanted: Wanted, environment: NodeJS.ProcessEnv, output: 'ApiUrl' | 'ClientsUrl'): Source {
  const { local, url, outputs, stack } = wanted;
  const named = [local && '--local', url && '--url', outputs && '--outputs'].filter((one) => typeof one === 'string');
  if (named.length > 1) throw misused(`Give one of ${named.join(', ')}: each names a deployment.`);
  if (stack !== undefined && (local || url))
    throw misused('--stack: goes with --outputs, whose stacks it tells apart.');
  if (local) return { kind: 'local', dataFolder: environment['HANDFAST_DATA'] || '.handfast' };
  if (url !== undefined) return { kind: 'url', url };
  const file = outputs ?? (existsSync(OUTPUTS_FILE) ? OUTPUTS_FILE : undefined);
  if (file !== undefined) return { kind: 'outputs', ...outputsIn(file, stack, output) };
  throw misused(
    `Which deployment? Give --url with the output "${output}" of "cdk deploy", --outputs with the file that ` +
      `"cdk deploy --outputs-file ${OUTPUTS_FILE}" writes, or --local for "npm start".`,
  );
}

/** The one stack that has `output`, and its outputs by their names. */
function outputsIn(file: string, stack: string | undefined, output: string) {
  const outputOf = (outputs: Readonly<Record<string, unknown>>, wanted: string): string | undefined => {
    const isWanted = (name: string) =>
      isOutput(name, wanted) && (wanted !== 'TokenUrl' || !isOutput(name, OWN_CLIENTS));
    const [, value] = Object.entries(outputs).find(([name]) => isWanted(name)) ?? [];
    return typeof value === 'string' ? value : undefined;
  };
  const found = Object.entries(readOutputs(file)).filter(([, outputs]) => outputOf(outputs, output) !== undefined);
  const [first, ...others] = found.filter(([name]) => stack === undefined || name === stack);
  const names = found.map(([name]) => name).join(', ');
  if (first === undefined) {
    const there = names === '' ? 'Deploy this version of Handfast first.' : `It holds: ${names}.`;
    const which = stack === undefined ? `no stack with the output "${output}"` : `no such stack "${stack}"`;
    throw misused(`${stack === undefined ? '--outputs' : '--stack'}: ${file} has ${which}. ${there}`);
  }
  if (others.length > 0) throw misused(`--stack: ${file} has several deployments (${names}); name one.`);
  return { stack: first[0], read: (wanted: string) => outputOf(first[1], wanted) };
}

/** What local mode wrote into its data folder, for commands in other processes. */
export function ofLocalMode<Access>(dataFolder: string, find: (folder: string) => Access | undefined): Access {
  let access: Access | undefined;
  try {
    access = find(dataFolder);
  } catch (error) {
    throw misused(`--local: ${oneLine(error)}`);
  }
  if (access !== undefined) return access;
  throw misused(
    `--local: nothing has run with the data folder ${dataFolder}. Run "npm start" first, or set HANDFAST_DATA.`,
  );
}

export function misused(problem: string): CliError {
  return new CliError(EXIT_MISUSED, [problem]);
}
