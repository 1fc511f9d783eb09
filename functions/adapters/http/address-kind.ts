import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

// ipaddr.js 2.5 calls everything it has no name for "unicast". IANA has allocated unicast from 2000::/3 only; outside
// it lie IPv4-compatible ::/96, the dummy prefix 100:0:0:1::/64 (RFC 9780) and what is not assigned to anyone.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Which kind of address this is: `public`, `loopback`, or the name of the special-purpose range it lies in. Read
 * strictly: no octal, hexadecimal or short IPv4 forms, no zone. Addresses that carry another one inside (IPv4-mapped,
 * NAT64, 6to4, Teredo) are never public.
 */
export function addressKind(text: string): string {
  const address = parsed(text);
  if (address === undefined) return 'malformed';
  const range = address.range();
  if (range !== 'unicast') return range;
  if (address.kind() === 'ipv4') return 'public';
  return ipaddr.subnetMatch(address, { public: [GLOBAL_UNICAST] }, 'unallocated');
}

function parsed(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes('%') && ipaddr.IPv6.isValid(text)) return ipaddr.IPv6.parse(text);
  return undefined;
}
