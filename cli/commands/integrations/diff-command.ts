import type { Command } from 'commander';
import { openApi } from '../../api/open-api.ts';
import { EXIT_DONE, EXIT_FAILED } from '../../output/cli-error.ts';
import { withDeployment } from '../../program/deployment-options.ts';
import type { Shell } from '../../program/shell.ts';
import { teach } from '../../program/teach.ts';
import { FILE, type FileOptions } from './apply-command.ts';
import { differenceLines } from './changes/difference-lines.ts';
import { differencesOf } from './changes/differences.ts';
import { readIntegrationFile } from './file/read-file.ts';
import { findWorking } from './state/read-integration.ts';

export function addDiff(integrations: Command, shell: Shell): void {
  const diff = integrations
    .command('diff')
    .description('Shows what "apply" would change, and changes nothing.')
    .argument('<file>', FILE)
    .option('--send-secrets', 'as with "apply"')
    .action(async (path: string, options: FileOptions) => {
      const file = readIntegrationFile(path);
      const found = await findWorking(openApi(options, shell), file.id);
      const { all: changes } = await differencesOf(file, found, options.sendSecrets === true);
      const differs = changes.length > 0 || found === undefined;
      const where = found === undefined ? 'would be created' : `is at revision ${found.revision}`;
      shell.show(options, {
        json: { id: file.id, exists: found !== undefined, revision: found?.revision, changes },
        human: () => [...differenceLines(changes), `${differs ? '' : 'No difference: '}${file.id} ${where}.`],
        exitCode: differs ? EXIT_FAILED : EXIT_DONE,
      });
    });
  teach(withDeployment(diff), {
    examples: [
      'integrations diff acme.json',
      'integrations diff acme.json || npx handfast integrations apply acme.json',
    ],
    notes: ['Secrets are named, never compared: nobody is shown those that are stored.'],
    scopes: ['integrations:read'],
    exits: { done: 'no difference', failed: 'there are differences, or it was refused' },
  });
}
