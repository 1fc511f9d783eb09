import { addressDifferences, isAnythingWanted, otherDifferences, type Wanted } from './comparison.ts';
import type { FoundIntegration } from './found-integrations.ts';

const RECREATED =
  'bin/magento setup:upgrade makes the integration anew in every store: a new id, a new consumer key, status "reset". ' +
  'The keys that connected stores gave you stop working. Each merchant must press Activate (or Reauthorize) once more ' +
  'under System > Extensions > Integrations; Handfast then keeps the same connection.';

/** What a new version of the module would do to stores that are connected through this one. */
export function upgradeEffect(found: FoundIntegration, wanted: Wanted): string[] {
  const renamed = wanted.integrationName !== undefined && wanted.integrationName !== found.name;
  if (renamed) return [renaming(found, wanted.integrationName ?? '')];
  const changes = [...addressDifferences(found, wanted), ...otherDifferences(found, wanted)];
  const changed = [...new Set(changes.map(({ what }) => what))].join(', ');
  if (found.readAt === 'installation') return [onceOnly(changed)];
  if (!isAnythingWanted(wanted)) {
    return [
      `As long as URLs, e-mail address and permissions stay the same, nothing happens. If one changes: ${RECREATED}`,
    ];
  }
  if (changed === '') return ['Nothing: what was compared stays the same, so connected stores stay connected.'];
  return [`Changed: ${changed}. ${RECREATED}`];
}

function renaming({ name }: FoundIntegration, wanted: string): string {
  return (
    `The name changes from "${name}" to "${wanted}": Magento adds a second integration and keeps the first one, with ` +
    'its old URLs and its keys. Each merchant must activate the new one. Better keep the name.'
  );
}

function onceOnly(changed: string): string {
  const what = changed === '' ? 'URLs, e-mail address and permissions' : changed;
  return (
    `Nothing in stores that have the module: setup code ran once, when it was installed, and ${what} stay as they were ` +
    'then. Connected stores stay connected, to the old URLs. Only new installations get the new values.'
  );
}
