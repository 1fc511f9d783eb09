import type { Feature } from '../console-route.ts';
import { showAttempt } from './attempt-page.ts';
import { listAttempts } from './list-page.ts';

/** What became of merchants' tries to connect a store. */
export const ATTEMPTS: Feature = {
  pages: [
    { path: '/attempts', show: listAttempts },
    { path: '/attempts/:id', show: showAttempt },
  ],
  actions: [],
};
