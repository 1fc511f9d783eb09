import type { Feature } from '../console-route.ts';
import { checkStore, disconnectStore } from './actions.ts';
import { listStores } from './list-page.ts';
import { type Deps, showStore } from './store-page.ts';

export function stores(deps: Deps): Feature {
  return {
    pages: [
      { path: '/stores', show: listStores },
      { path: '/stores/:id', show: showStore(deps) },
    ],
    actions: [checkStore, disconnectStore],
  };
}
