/** Reads `HANDFAST_CONNECTORS` and `HANDFAST_WRITERS`: the vendor's own files, separated by commas, as settings. */
export function readConnectors({
  HANDFAST_CONNECTORS,
  HANDFAST_WRITERS,
}: Readonly<Record<string, string | undefined>>): Readonly<Record<string, unknown>> {
  const [connectors, writers] = [filesIn(HANDFAST_CONNECTORS), filesIn(HANDFAST_WRITERS)];
  if (connectors.length + writers.length === 0) return {};
  return { sync: { ...(connectors.length > 0 && { connectors }), ...(writers.length > 0 && { writers }) } };
}

function filesIn(text = ''): string[] {
  return text
    .split(',')
    .map((file) => file.trim())
    .filter((file) => file !== '');
}
