/**
 * The host that a filter asks for: people paste the address of a page of the store.
 *
 * @param typed such as `shop.example.com`, `shop.example.com:8443` or `https://shop.example.com/de/cart`
 */
export function askedHost(typed: string | null): string | undefined {
  const text = typed?.trim() ?? '';
  if (!text.includes('/')) return text || undefined;
  return URL.parse(text.includes('://') ? text : `https://${text}`)?.host || text;
}
