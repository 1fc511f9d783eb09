/** One page of a list; `last` is the sort key after which the next one begins, absent at the end. */
export type Page<T> = { readonly items: readonly T[]; readonly last?: string };

/** Which page is asked for; `after` is `last` of the one before. */
export type Ask = { readonly limit: number; readonly after?: string | undefined };
