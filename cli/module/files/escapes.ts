/** A PHP string in single quotes: only the backslash and the quote mean something there. */
export function phpString(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}

/** Text inside a comment of XML, where two hyphens in a row are forbidden, also at its end. */
export function xmlComment(text: string): string {
  return text.replaceAll(/-(?=-|$)/g, '- ');
}

/** Text in Markdown that must read as it is: no markup, no HTML, no table cell. */
export function markdownText(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&#|~]/g, '\\$&');
}

/** A string of standard SQL. MySQL reads backslashes in it too. */
export function sqlString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
