/** Reads `HANDFAST_CONNECTORS`: files of the vendor's own connectors, separated by commas, as settings. */
export function readConnectors(text: string | undefined): Readonly<Record<string, unknown>> {
  const connectors = (text ?? '')
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
  return connectors.length === 0 ? {} : { sync: { connectors } };
}
