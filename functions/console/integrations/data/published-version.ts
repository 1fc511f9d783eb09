import * as z from 'zod/mini';
import { NotServed } from '../../backend/backend-failure.ts';
import type { Visit } from '../../console-route.ts';
import { ask, moment } from './ask.ts';
import { VERSION_FIELDS, versionFields } from './version-fields.ts';

const VERSION = `query ($id: ID!) { productIntegration(id: $id) { version sourceId revision lastModified note ...VersionFields } }
${VERSION_FIELDS}`;

const shape = z.object({
  ...versionFields,
  version: z.string(),
  sourceId: z.string(),
  revision: z.number(),
  lastModified: moment,
  note: z.nullish(z.string()),
});
const answer = z.object({ productIntegration: z.nullish(shape) });

/**
 * A published version of an integration.
 *
 * @throws NotServed where the integration has none of this id
 */
export async function readPublishedVersion(
  { backend }: Visit,
  id: string,
  of: string,
): Promise<z.output<typeof shape>> {
  const { productIntegration: found } = await ask(backend, VERSION, answer, { id });
  if (!found || found.version === 'WORKING' || found.sourceId !== of) throw new NotServed('version');
  return found;
}
