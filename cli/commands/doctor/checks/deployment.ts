import type { Deployment } from '../../../../client/handfast.ts';
import manifest from '../../../../package.json' with { type: 'json' };
import { duration } from '../../../output/times.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import type { Known } from './api.ts';

const CLOCK_WARNING_SECONDS = 30;
/** Receivers of webhooks refuse what is older: Standard Webhooks 1.0.0. */
const CLOCK_FAILED_SECONDS = 300;

export function checkVersion({ version }: Pick<Deployment, 'version'>): Check {
  if (version === manifest.version) return ok('Version', `${version}, here and there`);
  return warning(
    'Version',
    `the deployment is ${version}, this command ${manifest.version}`,
    'Deploy this version with "npx cdk deploy", or use the command of that one.',
  );
}

/** Compares the clocks at the middle of the request. */
export function checkClock({ deployment, sentMs, receivedMs }: Known): Check {
  const seconds = Math.round((Date.parse(deployment.time) - (sentMs + receivedMs) / 2) / 1000);
  const apart = Math.abs(seconds);
  if (apart <= CLOCK_WARNING_SECONDS) return ok('Clock', `${apart} s apart from the deployment's`);
  const found = `this computer is ${duration(apart)} ${seconds > 0 ? 'behind' : 'ahead of'} the deployment`;
  const next = 'Set its clock, by NTP: signatures and tokens with a wrong time are refused.';
  return apart > CLOCK_FAILED_SECONDS ? failed('Clock', found, next) : warning('Clock', found, next);
}

/** Whether stores are called as merchants' ones have to be. */
export function checkSettings({ settings, publicUrl }: Pick<Deployment, 'settings' | 'publicUrl'>): Check {
  if (!settings.allowLoopbackStores) return ok('Settings', 'stores are called at public addresses only');
  const found = 'stores at addresses of this computer are allowed';
  if (publicUrl.startsWith('http:')) return ok('Settings', `${found}, as "npm start" needs it`);
  return warning('Settings', found, 'Take allowLoopbackStores out of the settings: it is for "npm start" alone.');
}
