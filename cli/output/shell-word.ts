/** A value as one word of a command that is printed to be copied: a shell runs nothing that is in it. */
export function shellWord(value: string): string {
  return /^[\w./:][\w./:-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
