import type { Feature } from '../console-route.ts';
import { showOverview } from './overview-page.ts';

/** How everything is, in one look. */
export const OVERVIEW: Feature = { pages: [{ path: '/', show: showOverview }], actions: [] };
