/**
 * First and last address of every block of the IANA special-purpose registries (iana-ipv4-special-registry and
 * iana-ipv6-special-registry, October 2025), of multicast, and of what RFC 4291 has deprecated. Also of the blocks
 * that are marked as globally reachable: none of them is a place for a shop.
 */
const SPECIAL_IPV4: Readonly<Record<string, readonly [first: string, last: string]>> = {
  'this network': ['0.0.0.0', '0.255.255.255'],
  'private 10/8': ['10.0.0.0', '10.255.255.255'],
  'shared by carriers': ['100.64.0.0', '100.127.255.255'],
  loopback: ['127.0.0.0', '127.255.255.255'],
  'link-local': ['169.254.0.0', '169.254.255.255'],
  'private 172.16/12': ['172.16.0.0', '172.31.255.255'],
  'IETF protocols': ['192.0.0.0', '192.0.0.255'],
  'service continuity': ['192.0.0.1', '192.0.0.7'],
  'dummy address': ['192.0.0.8', '192.0.0.8'],
  'port control and TURN anycast': ['192.0.0.9', '192.0.0.10'],
  'NAT64 discovery': ['192.0.0.170', '192.0.0.171'],
  'documentation 1': ['192.0.2.0', '192.0.2.255'],
  'AS112 v4': ['192.31.196.0', '192.31.196.255'],
  AMT: ['192.52.193.0', '192.52.193.255'],
  '6to4 relays': ['192.88.99.0', '192.88.99.255'],
  'private 192.168/16': ['192.168.0.0', '192.168.255.255'],
  'AS112 direct': ['192.175.48.0', '192.175.48.255'],
  benchmarking: ['198.18.0.0', '198.19.255.255'],
  'documentation 2': ['198.51.100.0', '198.51.100.255'],
  'documentation 3': ['203.0.113.0', '203.0.113.255'],
  multicast: ['224.0.0.0', '239.255.255.255'],
  reserved: ['240.0.0.0', '255.255.255.254'],
  broadcast: ['255.255.255.255', '255.255.255.255'],
  'instance metadata': ['169.254.169.254', '169.254.170.2'],
};

const SPECIAL_IPV6: Readonly<Record<string, readonly [first: string, last: string]>> = {
  unspecified: ['::', '::'],
  loopback: ['::1', '::1'],
  'IPv4-compatible': ['::2', '::ffff:ffff'],
  'IPv4-mapped': ['::ffff:0:0', '::ffff:ffff:ffff'],
  'IPv4-translated': ['::ffff:0:0:0', '::ffff:0:ffff:ffff'],
  NAT64: ['64:ff9b::', '64:ff9b::ffff:ffff'],
  'local NAT64': ['64:ff9b:1::', '64:ff9b:1:ffff:ffff:ffff:ffff:ffff'],
  'discard only': ['100::', '100::ffff:ffff:ffff:ffff'],
  'dummy prefix': ['100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  'IETF protocols': ['2001::', '2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff'],
  Teredo: ['2001:0:7f00:1::', '2001:0:ffff:ffff:ffff:ffff:ffff:ffff'],
  'port control, TURN and DNS-SD anycast': ['2001:1::1', '2001:1::3'],
  benchmarking: ['2001:2::', '2001:2:0:ffff:ffff:ffff:ffff:ffff'],
  AMT: ['2001:3::', '2001:3:ffff:ffff:ffff:ffff:ffff:ffff'],
  'AS112 v6': ['2001:4:112::', '2001:4:112:ffff:ffff:ffff:ffff:ffff'],
  ORCHID: ['2001:10::', '2001:1f:ffff:ffff:ffff:ffff:ffff:ffff'],
  ORCHIDv2: ['2001:20::', '2001:2f:ffff:ffff:ffff:ffff:ffff:ffff'],
  'drone identities': ['2001:30::', '2001:3f:ffff:ffff:ffff:ffff:ffff:ffff'],
  documentation: ['2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  '6to4': ['2002::', '2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'AS112 direct': ['2620:4f:8000::', '2620:4f:8000:ffff:ffff:ffff:ffff:ffff'],
  'documentation, large': ['3fff::', '3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'segment routing': ['5f00::', '5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'unique local': ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'instance metadata': ['fd00:ec2::254', 'fd20:ce::254'],
  'link-local': ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'site-local': ['fec0::', 'feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  multicast: ['ff00::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
};

export const SPECIAL: readonly string[] = [
  ...new Set([...Object.values(SPECIAL_IPV4), ...Object.values(SPECIAL_IPV6)].flat()),
];

/** An address as it stands in a URL. */
export const asHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);
