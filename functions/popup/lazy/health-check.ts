import type { Connection } from '../../domain/stores/connection.ts';
import type { HealthResult } from '../../domain/stores/health.ts';
import type { openDependencies } from '../../stores/dependencies.ts';

/**
 * A health check made now, loaded when it is first needed: few popups are opened for a store that is connected already,
 * and all others start faster without.
 */
export function openHealthCheckLazily(settings: Parameters<typeof openDependencies>[0]) {
  let loaded: Promise<(connection: Connection) => Promise<HealthResult>> | undefined;
  return async (connection: Connection): Promise<HealthResult> => {
    loaded ??= load(settings);
    return (await loaded)(connection);
  };
}

async function load(settings: Parameters<typeof openDependencies>[0]) {
  const [{ openDependencies }, { checkNow }] = await Promise.all([
    import('../../stores/dependencies.ts'),
    import('../../stores/health-check.ts'),
  ]);
  const deps = openDependencies(settings);
  return async (connection: Connection) => (await checkNow(deps, connection)).result;
}
