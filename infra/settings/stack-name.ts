import { SettingsSourceError } from './settings-source.ts';

const STAGE = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/;

/**
 * The name of the stack: several may be in one account and region, one for each stage.
 *
 * @param stage as `--context stage=prod` gives it
 * @throws SettingsSourceError for a stage that cannot be part of a name
 */
export function stackNameOf(stage: unknown): string {
  if (stage === undefined) return 'Handfast';
  if (typeof stage === 'string' && STAGE.test(stage)) return `Handfast-${stage}`;
  throw new SettingsSourceError(
    '--context stage=… must be 1 to 32 letters, digits and hyphens, such as prod, with no hyphen at either end',
  );
}
