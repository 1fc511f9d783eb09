/** GraphQL's times, milliseconds since 1970, as the rest of the API has them. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
