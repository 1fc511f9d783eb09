import { InvalidArgumentError } from 'commander';
import { CliError, EXIT_FAILED } from '../output/cli-error.ts';

export const INTEGRATION = 'its UUID, or its number';

const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,10})$/;

/** Reads what names an integration. */
export function integrationId(text: string): string {
  if (ID.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be the UUID of an integration, or its number: "integrations list" shows them.',
  );
}

export function integrationNotFound(id: string): never {
  throw new CliError(EXIT_FAILED, [
    `There is no integration ${id} among those that this client may see. "npx handfast integrations list" shows them.`,
  ]);
}
