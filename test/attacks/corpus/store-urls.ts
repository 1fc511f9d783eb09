import { asHost, SPECIAL } from './special-addresses.ts';

/** One of a kind of every way that numbers and their spellings have been used to get past an address check. */
const SPELLINGS = [
  // 127.0.0.1, 169.254.169.254 and 10.0.0.1 as decimal, hexadecimal, octal and short numbers
  ...['2130706433', '0x7f000001', '0X7F000001', '017700000001', '0177.0.0.1', '0177.0x0.0.1', '127.1', '127.0.1'],
  ...['0x7f.1', '0x7f.0x0.0x0.0x1', '00000177.0.0.1', '127.0.0.01', '127.0.0.0x1', '4294967295', '0', '0.0', '0x0'],
  ...['2852039166', '0xa9fea9fe', '025177524776', '0251.0376.0251.0376', '0xa9.0xfe.0xa9.0xfe', '169.254.43518'],
  ...['169.16689662', '167772161', '0x0a000001', '012.0.0.1', '10.1', '10.0.1', '3232235777', '192.168.257'],
  // Numbers too large, too many, or not numbers
  ...['4294967296', '127.0.0.256', '1.2.3.4.5', '127.0.0.08', '0x100000000', '1..2', '127.0.0.1e0'],
  // Dots at the end, percent-encoding, full-width digits and stops, digits in circles and other scripts
  ...['127.0.0.1.', '10.0.0.1.', 'localhost.', 'shop.example.', 'shop.example..', '.shop.example', 'shop..example.'],
  ...['%31%32%37.0.0.1', '127%2e0%2e0%2e1', '%6c%6f%63%61%6c%68%6f%73%74', '169%2E254.169.254', '%00127.0.0.1'],
  ...[
    '１２７.０.０.１',
    '127。0。0。1',
    '127．0．0．1',
    '１６９。２５４。１６９。２５４',
    '①②⑦.⓪.⓪.①',
    '𝟏𝟐𝟕.𝟎.𝟎.𝟏',
    '١٢٧.٠.٠.١',
  ],
  ...[
    'ｌｏｃａｌｈｏｓｔ',
    'loc\u00adalhost',
    'local\u200bhost',
    'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
    'shор.example',
    'shop\u2024example',
    '[::１]',
  ],
  // Punycode that is broken or hides ASCII
  ...['xn--', 'xn--a', 'xn--0', 'xn--localhost-', 'xn--127-0-0-1-', 'xn--999999999', 'shop.xn--.example'],
  // An IPv4 address inside an IPv6 one
  ...['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:a9fe:a9fe]', '[::ffff:0a00:0001]', '[::FFFF:10.0.0.1]'],
  ...['[::127.0.0.1]', '[::ffff:0:127.0.0.1]', '[64:ff9b::127.0.0.1]', '[64:ff9b::a9fe:a9fe]', '[64:ff9b:1::a00:1]'],
  ...[
    '[2002:7f00:1::]',
    '[2002:a9fe:a9fe::1]',
    '[2001:0:0:0:0:0:80ff:fffe]',
    '[0000:0000:0000:0000:0000:0000:0000:0001]',
  ],
  // Zones, and brackets that are none
  ...[
    '[fe80::1%25eth0]',
    '[fe80::1%eth0]',
    '[::1%lo]',
    '[::1%25lo]',
    '[::1',
    '::1',
    '[::1]]',
    '[127.0.0.1]',
    '[]',
    '[v1.x]',
  ],
].map((host) => `https://${host}/`);

/** User info, back-slashes, blanks, control characters: where two parsers would disagree about the host. */
const CONFUSIONS = [
  ...['https://shop.example@127.0.0.1/', 'https://127.0.0.1@shop.example/', 'https://a:b@shop.example/'],
  ...[
    'https://@shop.example/',
    'https://:@shop.example/',
    'https://shop.example%40127.0.0.1/',
    'https://a@b@10.0.0.1/',
  ],
  ...['https://shop.example\\@127.0.0.1/', 'https:\\\\shop.example\\', 'https://shop.example\\.evil.example/'],
  ...[
    'https:/\\127.0.0.1/',
    'https://127.0.0.1\\/',
    'https://127.0.0.1#@shop.example/',
    'https://127.0.0.1?@shop.example/',
  ],
  ...[
    'https://shop.example/#',
    'https://shop.example/#@127.0.0.1/',
    'https://shop.example/?',
    'https://shop.example/?a=b',
  ],
  ...['https://shop.example/%5c..%5c?x', 'https://127.0.0.1;@shop.example/', 'https://shop.example&@127.0.0.1/'],
  ...[
    'https://shop.example/\r\nX: y',
    'https://shop.example\r\n/',
    'https://shop%0d%0a.example/',
    'https://shop\t.example/',
  ],
  ...[
    '\thttps://shop.example/',
    ' https://shop.example/',
    'https://shop.example/ ',
    'ht\ntps://127.0.0.1/',
    'https://sh op.example/',
  ],
  ...[
    'https://shop.example\u0000.evil.example/',
    'https://shop%00.example/',
    'https://shop.example/\u0007',
    '\u0000',
    '',
  ],
  ...['https://shop.example/\u2028', 'https://shop.example/é/', 'https://sh<b>op.example/', 'https://shop|.example/'],
];

const SCHEMES = [
  ...[
    'http://shop.example/',
    'HTTP://SHOP.EXAMPLE/',
    'http://shop.example:443/',
    'ftp://shop.example/',
    'file:///etc/passwd',
  ],
  ...[
    'file://127.0.0.1/etc/passwd',
    'gopher://127.0.0.1:6379/_INFO',
    'dict://127.0.0.1:11211/stats',
    'ldap://127.0.0.1/',
  ],
  ...['ws://shop.example/', 'wss://shop.example/', 'data:text/plain,oauth_token', 'javascript:alert(1)', 'about:blank'],
  ...['blob:https://shop.example/1', 'jar:https://shop.example!/', 'netdoc:///etc/passwd', 'unix:/var/run/docker.sock'],
  ...[
    '//shop.example/',
    '/shop/',
    'shop.example',
    'https:shop.example/',
    'https:/shop.example/',
    'https:///shop.example/',
  ],
  ...['https://', 'https:///', 'https://?', 'https://#', 'https://:443/', 'https', 'https:', 'httpss://shop.example/'],
];

const PORTS = [
  ...[
    '0',
    '1',
    '21',
    '22',
    '25',
    '53',
    '80',
    '111',
    '444',
    '2375',
    '3306',
    '5432',
    '6379',
    '8080',
    '8443',
    '9200',
    '11211',
  ],
  ...['65535', '65536', '443443', '-443', '+443', '0x1bb', '４４３', '443:443', '443@127.0.0.1', '44 3', '1e3'],
].map((port) => `https://shop.example:${port}/`);

const HUGE = [
  `https://${'a.'.repeat(1_100)}example/`,
  `https://shop.example/${'a/'.repeat(1_100)}`,
  `https://${'9'.repeat(2_100)}/`,
  `https://${'%31'.repeat(700)}/`,
  `https://shop.example/${'../'.repeat(700)}`,
];

/** Refused whatever an operator allows: no loopback store among them. */
export const NEVER_CALLED: readonly string[] = [
  ...SPECIAL.filter((address) => !address.startsWith('127.') && address !== '::1').flatMap((address) => [
    `https://${asHost(address)}/`,
  ]),
  ...CONFUSIONS,
];

/** Refused in production: all of it. */
export const HOSTILE: readonly string[] = [
  ...new Set([
    ...SPECIAL.map((address) => `https://${asHost(address)}/`),
    ...SPELLINGS,
    ...CONFUSIONS,
    ...SCHEMES,
    ...PORTS,
    ...HUGE,
  ]),
];

/** What names answer that are meant to lead somewhere else. */
export const NAMES: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1'],
  'localhost.localdomain': ['127.0.0.1', '::1'],
  'ip6-localhost': ['::1'],
  'metadata.google.internal': ['169.254.169.254'],
  'instance-data.ec2.internal': ['169.254.169.254'],
  'host.docker.internal': ['172.17.0.1'],
  'kubernetes.default.svc.cluster.local': ['10.96.0.1'],
  '127.0.0.1.nip.example': ['127.0.0.1'],
  '169-254-169-254.sslip.example': ['169.254.169.254'],
  'lan.example': ['192.168.1.1'],
  'carrier.example': ['100.64.0.1'],
  'zero.example': ['0.0.0.0'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'mapped-metadata.example': ['::ffff:169.254.169.254'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'sixtofour.example': ['2002:7f00:1::'],
  'unique-local.example': ['fd00:ec2::254'],
  'link-local.example': ['fe80::1'],
  'zoned.example': ['fe80::1%eth0'],
  'broadcast.example': ['255.255.255.255'],
  'multicast.example': ['224.0.0.1'],
  'one-of-many.example': ['93.184.215.14', '93.184.215.15', '10.0.0.1'],
  'other-family.example': ['93.184.215.14', '::1'],
  'not-an-address.example': ['0x7f000001'],
  'short.example': ['127.1'],
  'octal.example': ['0177.0.0.1'],
  'nowhere.example': [],
  [`${'a'.repeat(64)}.example`]: ['10.0.0.1'],
  [`${'a.'.repeat(130)}example`]: ['10.0.0.1'],
};

/** Stores as merchants have them. Each of their names resolves to public addresses. */
export const HONEST: readonly string[] = [
  ...[
    'https://shop.example/',
    'https://shop.example',
    'HTTPS://SHOP.EXAMPLE/',
    'https://Shop.Example/',
    'https://shop.example:443/',
  ],
  ...[
    'https://shop.example/index.php/',
    'https://shop.example/shop/',
    'https://shop.example/shop/index.php/',
    'https://shop.example/de_DE/',
  ],
  ...[
    'https://www.shop.example/',
    'https://a.b.c.d.shop.example/',
    'https://shop-1.example/',
    'https://1shop.example/',
    'https://123.example/',
  ],
  ...[
    'https://shop.example.co.uk/',
    'https://xn--shp-1ra.example/',
    'https://xn--bcher-kva.example/',
    'https://xn--e1afmkfd.xn--p1ai/',
  ],
  ...[
    'https://shop_1.example/',
    'https://my--shop.example/',
    'https://s.example/',
    'https://shop.museum/',
    'https://shop.xn--fiqs8s/',
  ],
  ...[
    'https://localhost.example/',
    'https://127.0.0.1.example/',
    'https://10.example/',
    'https://metadata.example/',
    'https://internal.example/',
  ],
  ...[
    'https://shop.example/a%20b/',
    'https://shop.example/%C3%A9/',
    'https://shop.example/~user/',
    "https://shop.example/it's/",
    'https://shop.example/a;b=c/',
  ],
  ...[
    'https://shop.example/a//b/',
    'https://shop.example/@shop/',
    'https://shop.example/a:b/',
    'https://shop.example/%2F/',
    'https://shop.example/shop',
  ],
  ...[
    'https://93.184.215.14/',
    'https://1.1.1.1/',
    'https://9.255.255.255/',
    'https://11.0.0.0/',
    'https://126.255.255.255/',
    'https://128.0.0.0/',
  ],
  ...[
    'https://172.15.255.255/',
    'https://172.32.0.0/',
    'https://192.167.255.255/',
    'https://[2606:4700::6810:84e5]/',
    'https://[2a00:1450:4001:81b::200e]/',
  ],
  `https://${'a'.repeat(63)}.example/`,
  `https://shop.example/${'a'.repeat(200)}/`,
];
