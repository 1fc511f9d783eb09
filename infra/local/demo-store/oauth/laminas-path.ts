import { percent, percentDecoded } from './octets.ts';

// Laminas\Uri\Uri: the characters that its normalisation leaves, or makes, bare in a path. `%` is among them, so a
// decoded percent sign stays bare only where two hex digits happen to follow it.
const BARE = /[a-zA-Z0-9_\-.~:@&=+$,/;%]/;

/** A path after `Laminas\Uri\Uri::normalize()`, which Magento 2.4.6 and 2.4.7 sign. Octets in, octets out. */
export function laminasPath(path: string): string {
  const decoded = withoutDotSegments(path).replace(/%[0-9A-Fa-f]{2}/g, (sequence) => {
    const octet = percentDecoded(sequence);
    return BARE.test(octet) ? octet : sequence.toUpperCase();
  });
  return decoded.replace(/[^a-zA-Z0-9_\-.~:@&=+$,/;%]|%(?![A-Fa-f0-9]{2})/g, percent);
}

/** RFC 3986 §5.2.4. */
function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [at, segment] of segments.entries()) {
    if (segment === '..' && kept.length > 1) kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (at === segments.length - 1) kept.push('');
  }
  return kept.join('/');
}
