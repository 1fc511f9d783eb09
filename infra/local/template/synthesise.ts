import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { oneLine, UserError } from '../user-error.ts';
import { Template } from './template.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const APP = fileURLToPath(new URL('../../app.ts', import.meta.url));

/** What `cdk synth` writes. */
export type Assembly = {
  readonly stackName: string;
  readonly template: Template;
  /** Folder of a function's code by its key in the assets bucket. */
  readonly codeFolder: (codeKey: string) => string;
};

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** The error in what a process printed, without its stack: Node shows the line of code before the message. */
function errorIn(output: string): string {
  const from = Math.max(output.search(/^\w*Error: /m), 0);
  return oneLine(output.slice(from).split(/\n\s+at |\n\nNode\.js v/)[0] ?? '') || 'it printed nothing';
}

function readJson<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${oneLine(error)}`, { cause: error });
  }
}

const CdkJson = z.object({ context: z.record(z.string(), z.unknown()).default({}) });

/** What `cdk synth` would hand to the app: its feature flags change the template. */
function cdkContext(): Record<string, unknown> {
  return readJson(join(REPOSITORY, 'cdk.json'), CdkJson).context;
}

/**
 * Builds and synthesises the stack with these settings into `folder`, in a process of its own.
 *
 * @param cache folder for what the next run need not build or compile again; the environment may name another
 * @param signal ends the process
 * @throws UserError with the app's own message
 */
export async function synthesise(folder: string, cache: string, settings: unknown, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [APP], {
    cwd: REPOSITORY,
    env: {
      HANDFAST_BUILD_CACHE: cache,
      NODE_COMPILE_CACHE: join(cache, 'compiled'),
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify({ ...cdkContext(), handfast: settings, settings: undefined, stage: undefined }),
      // The check against CloudFormation's rules takes longer than all the rest. It changes nothing in the template,
      // and `cdk synth` makes it all the same.
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const ended = new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done));
  const [code, printed, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new UserError(`The stack cannot be built: ${errorIn(errors || printed)}`);
}

/** As {@link synthesise} does it. */
export type Synthesise = typeof synthesise;

/**
 * Reads the one stack of a synthesised app.
 *
 * @throws UserError when there is no stack, or more than one
 */
export function readAssembly(folder: string): Assembly {
  const { artifacts } = readJson(join(folder, 'manifest.json'), Manifest);
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  const [stack, ...others] = stacks;
  if (!stack || others.length > 0) throw new UserError(`${folder} holds ${stacks.length} stacks instead of one.`);
  const [stackName, { properties }] = stack;
  const assets = readJson(join(folder, `${stackName}.assets.json`), Assets);
  return {
    stackName,
    template: readJson(join(folder, properties?.templateFile ?? `${stackName}.template.json`), Template),
    codeFolder: (codeKey) => {
      const holds = ({ destinations }: { destinations: Record<string, { objectKey: string }> }) =>
        Object.values(destinations).some(({ objectKey }) => objectKey === codeKey);
      const path = Object.values(assets.files).find(holds)?.source.path;
      if (path === undefined) throw new UserError(`The code ${codeKey} is not among the assets in ${folder}.`);
      return join(folder, path);
    },
  };
}
