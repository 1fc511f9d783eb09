import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import * as z from 'zod';

const read = (specifier: string) => readFileSync(fileURLToPath(import.meta.resolve(specifier)), 'utf8');
const MEASURE = read('./measure.js');
const AXE = read('axe-core/axe.min.js');

const size = z.object({ width: z.number(), height: z.number() });
const measured = z.object({
  window: size,
  content: size,
  /** Elements that reach beyond the window's sides or its top. */
  outside: z.array(z.string()),
  /** Elements that hide a part of what they hold. */
  cut: z.array(z.string()),
});

/** `width`: a phone or a tab may be scrolled down, never sideways. */
export async function expectToFit(page: Page, directions: 'both' | 'width' = 'both'): Promise<void> {
  const { window, content, outside, cut } = measured.parse(await page.evaluate(MEASURE));
  const where = `${await page.title()} at ${window.width} × ${window.height}`;
  expect(content.width, `${where}: width`).toBeLessThanOrEqual(window.width);
  if (directions === 'both') expect(content.height, `${where}: height`).toBeLessThanOrEqual(window.height);
  expect({ outside, cut }, where).toEqual({ outside: [], cut: [] });
}

const findings = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

// Without `preload`, which would fetch style sheets again and show up as requests of the page.
const RUN_AXE = {
  everything: "axe.run(document, { preload: false, rules: { 'target-size': { enabled: true } } })",
  colours: "axe.run(document, { preload: false, runOnly: ['color-contrast'] })",
};

/** Lets every page of a profile bring axe-core along, which otherwise is sent to each page that is measured. */
export async function bringAxe(profile: BrowserContext): Promise<void> {
  await profile.addInitScript(AXE);
}

/**
 * WCAG 2.2 AA as far as axe-core can tell, and its best practices.
 *
 * @param what `colours` where nothing but them has changed since everything was looked at
 */
export async function expectAccessible(page: Page, what: keyof typeof RUN_AXE = 'everything'): Promise<void> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(`${AXE}; 0`);
  const found = findings.parse(await page.evaluate(`${RUN_AXE[what]}.then(({ violations }) => violations)`));
  const lines = found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(lines, `${await page.title()}: ${page.url().split('?')[0]}`).toEqual([]);
}
