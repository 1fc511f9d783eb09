import { consolePages } from './console.ts';

const STORES = 100_000;
const REQUESTS = 100;

type Report = (figure: { what: string; measured: string; target: string; beside: string }) => void;

/** How long each page of the console takes among many stores, and what it reads of the table. */
export async function reportConsole(report: Report): Promise<void> {
  for (const { name, p95Ms, few, many, most } of await consolePages(STORES, REQUESTS)) {
    report({
      what: `console, ${name}: 95th percentile of ${REQUESTS}`,
      measured: `${p95Ms.toFixed(0)} ms`,
      target: '< 300 ms',
      beside: `among ${STORES.toLocaleString('en')} stores and 10,000 channels`,
    });
    report({
      what: `console, ${name}: reads of the table`,
      measured: String(many),
      target: `<= ${most}`,
      beside: `among 10 stores ${few}`,
    });
  }
}
