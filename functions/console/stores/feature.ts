import type { Feature } from '../console-route.ts';
import { pageUrl } from '../layout/layout.ts';
import { redirect } from '../layout/page.ts';
import { checkStore, disconnectStore } from './actions.ts';
import { listStores } from './list-page.ts';
import { type Deps, showStore } from './store-page.ts';

export function stores(deps: Deps): Feature {
  return {
    pages: [
      { path: '/', show: async () => redirect(pageUrl('/stores')) },
      { path: '/stores', show: listStores },
      { path: '/stores/:id', show: showStore(deps) },
    ],
    actions: [checkStore, disconnectStore],
  };
}
