import type { Stamps } from './table.ts';

/** The times of a record that calls them `created_at` and `updated_at`, as most do. */
export const STAMPS = {
  stampName: 'updated_at',
  stampsOf: ({ created_at, updated_at }: Dated): Stamps => ({ created: created_at, updated: updated_at }),
  withStamps: <R extends Dated>(body: R, { created, updated }: Stamps): R => ({
    ...body,
    created_at: created,
    updated_at: updated,
  }),
} as const;

type Dated = { readonly created_at: string; readonly updated_at: string };
