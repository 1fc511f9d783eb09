/** Where clients of the API get their tokens. @param apiUrl base URL of the API, `…/v1` */
export function tokenUrlOf(apiUrl: string): string {
  return `${apiUrl}/oauth2/token`;
}
