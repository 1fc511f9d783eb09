import { API_REFUSALS } from '../../functions/domain/refusals/api-refusals.ts';
import { MEANINGS } from './events-schema.ts';

/** The tables of docs/api.md that are known from elsewhere, by the name in their marks. */
const TABLES = {
  events: () => [
    '| event | when it is sent |',
    '|---|---|',
    ...Object.entries(MEANINGS).map(([type, meaning]) => `| \`${type}\` | ${meaning} |`),
  ],
  errors: () => [
    '| `code` | status | what happened | what to do |',
    '|---|---|---|---|',
    ...Object.entries(API_REFUSALS)
      .toSorted(([, one], [, other]) => one.status - other.status)
      .map(([code, { status, happened, next }]) => `| \`${code}\` | ${status} | ${happened} | ${next} |`),
  ],
};

/**
 * Puts the tables between their marks.
 *
 * @throws Error when a page has lost a mark
 */
export function withTables(page: string): string {
  return Object.entries(TABLES).reduce((text, [name, lines]) => {
    const [before, rest, more] = text.split(`<!-- ${name}: written by npm run openapi -->\n`);
    const [, after, extra] = rest?.split(`<!-- end of ${name} -->\n`) ?? [];
    if (before === undefined || after === undefined || more !== undefined || extra !== undefined) {
      throw new Error(`docs/api.md needs the marks of the table "${name}" once`);
    }
    const table = `${lines().join('\n')}\n`;
    return `${before}<!-- ${name}: written by npm run openapi -->\n\n${table}\n<!-- end of ${name} -->\n${after}`;
  }, page);
}
