import type { Markup } from '../texts/translator.ts';

/**
 * How many lines the popup holds in the size that all pages share, so that nothing jumps from one to the next. Only
 * longer content is set smaller: nobody agrees to what they cannot see. Measured in Chromium, with every page in every
 * language.
 */
const LINES = 12;
const LINE_WIDTH = 84;

/** Characters as wide as they are high: how many Latin letters each takes besides its own. */
const WIDE_EXTRA = 1.25;
const WIDE = /[\u3000-\u9fff\uff00-\uff60]/g;

/** Names in a list are set next to their labels, in larger letters. */
const NAME_FACTOR = 1.4;

/** The vendor's fields scroll, two in a row of three lines; so many rows should be seen at once. */
const FIELDS = /<section.*<\/section>/s;
const ROWS_SEEN = 2;

function fieldsTake(fields: string): string {
  const rows = Math.ceil(fields.split('class="field"').length / 2 - 0.5);
  return '<p>.</p>'.repeat(3 * Math.min(rows, ROWS_SEEN));
}

export function densityOf(content: Markup): 'regular' | 'dense' {
  const text = String(content).replace(FIELDS, fieldsTake);
  const blocks = [...text.matchAll(/(.*?)<\/(p|li|h2|dd|label|div)>/gs)].map(([, inner = '', tag]) => ({
    width: widthOf(inner) * (tag === 'dd' ? NAME_FACTOR : 1),
    // The border of a checkbox takes the space of another line.
    borders: tag === 'label' ? 1 : 0,
  }));
  const lines = blocks.reduce((sum, { width, borders }) => sum + Math.ceil(width / LINE_WIDTH) + borders, 0);
  return lines <= LINES ? 'regular' : 'dense';
}

function widthOf(markup: string): number {
  const text = markup.replace(/<[^>]*>/g, '').trim();
  return text.length + (text.match(WIDE)?.length ?? 0) * WIDE_EXTRA;
}
