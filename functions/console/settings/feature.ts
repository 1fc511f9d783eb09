import type { Feature } from '../console-route.ts';
import { showSettings } from './settings-page.ts';

/** The settings, as they are deployed. */
export const SETTINGS: Feature = { pages: [{ path: '/settings', show: showSettings }], actions: [] };
