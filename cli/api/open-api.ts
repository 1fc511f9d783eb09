import { type Handfast, handfast } from '../../client/handfast.ts';
import type { Shell } from '../program/shell.ts';
import { findApi } from './api-access.ts';
import type { Wanted } from './deployment.ts';

/**
 * The typed client for the deployment that the command line names.
 *
 * @throws CliError when it is not clear which one is meant
 */
export function openApi(wanted: Wanted, { io }: Shell): Handfast {
  return handfast(findApi(wanted, io.environment));
}
