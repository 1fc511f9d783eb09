import { handfast } from '../../client/handfast.ts';
import type { Parameters } from '../../client/request.ts';
import { sender } from '../../client/request.ts';
import type { Shell } from '../program/shell.ts';
import { findApi } from './api-access.ts';
import type { Wanted } from './deployment.ts';

/** A page of a list, as the API gives it. */
export type ListPage<T> = { readonly items: readonly T[]; readonly next?: string | undefined };

export type Api = ReturnType<typeof openApi>;

/**
 * The typed client for the deployment that the command line names.
 *
 * @throws CliError when it is not clear which one is meant
 */
export function openApi(wanted: Wanted, { io }: Shell) {
  const access = findApi(wanted, io.environment);
  const send = sender(access);
  return {
    ...handfast(access),
    /** One page of a list, such as `/v1/connections`. */
    page: <T>(path: string, query: Parameters) => send<ListPage<T>>('GET', path, { query }),
  };
}
