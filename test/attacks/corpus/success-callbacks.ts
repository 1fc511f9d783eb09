/** How Magento's own address ends, but for the key. */
export const END = '/admin/integration/loginSuccessCallback/key/1/';

/** Where a popup must never lead. `{host}` is the store's own host and port, `{name}` the host alone. */
export const HOSTILE_WAYS_BACK: readonly string[] = [
  // Other schemes
  ...[
    'javascript:alert(1)//loginSuccessCallback/',
    'JaVaScRiPt:alert(1)//loginSuccessCallback/',
    'javascript://{host}/loginSuccessCallback/%0aalert(1)',
  ],
  ...[
    'data:text/html,<script>/loginSuccessCallback/',
    'vbscript:x/loginSuccessCallback/',
    'file:///loginSuccessCallback/',
    `ftp://{host}${END}`,
  ],
  ...[
    `blob:http://{host}${END}`,
    `about:blank#${END}`,
    `view-source:http://{host}${END}`,
    `ws://{host}${END}`,
    `intent://{host}${END}`,
    `tel:${END}`,
  ],
  // Another host, plainly or not
  ...[
    `https://evil.example${END}`,
    `http://evil.example${END}`,
    `//evil.example${END}`,
    `///evil.example${END}`,
    `////evil.example${END}`,
  ],
  ...[
    `\\\\evil.example${END}`,
    `/\\evil.example${END}`,
    `\\/evil.example${END}`,
    `http:\\\\evil.example${END}`,
    `http:/evil.example${END}`,
    `http:evil.example${END}`,
  ],
  ...[
    `http:///evil.example${END}`,
    `http://evil.example\\@{host}${END}`,
    `http://{host}\\@evil.example${END}`,
    `http://{host}\\.evil.example${END}`,
  ],
  // The store's host as user, prefix, suffix, port
  ...[
    `http://{host}@evil.example${END}`,
    `http://{name}:80@evil.example${END}`,
    `http://evil.example@{host}${END}`,
    `http://@evil.example${END}`,
  ],
  ...[
    `http://{host}.evil.example${END}`,
    `http://{name}.evil.example${END}`,
    `http://evil.example.{host}${END}`,
    `http://evil{host}${END}`,
  ],
  ...[
    `http://{name}${END}`,
    `http://{name}:1${END}`,
    `http://{name}:80${END}`,
    `https://{name}:443${END}`,
    `http://{host}1${END}`,
    `http://{host}:80${END}`,
  ],
  ...[
    `http://evil.example/{host}${END}`,
    `http://evil.example/?{host}${END}`,
    `http://evil.example#{host}${END}`,
    `http://evil.example?@{host}${END}`,
  ],
  // Encodings of the host, of slashes and dots
  ...[
    `http://%65vil.example${END}`,
    `http://evil%2eexample${END}`,
    `http://evil.example%2f{host}${END}`,
    `http://{host}%2f@evil.example${END}`,
  ],
  ...[
    `http://{host}%40evil.example${END}`,
    `http:%2f%2fevil.example${END}`,
    `%2f%2fevil.example${END}`,
    `http://{host}%00.evil.example${END}`,
  ],
  ...[
    `http://ｅｖｉｌ.example${END}`,
    `http://evil。example${END}`,
    `http://evil\u00ad.example${END}`,
    `http://evil.еxample${END}`,
    `http://xn--evl-sma.example${END}`,
  ],
  ...[
    `http://2130706433${END}`,
    `http://0x7f.1${END}`,
    `http://[::ffff:127.0.0.1]${END}`,
    `http://127.1${END}`,
    `http://localhost${END}`,
    `http://[::1]${END}`,
  ],
  // Blanks and control characters, which browsers strip or fold
  ...[
    ` http://evil.example${END}`,
    `\thttp://evil.example${END}`,
    `ht\ttp://evil.example${END}`,
    `ht\r\ntp://evil.example${END}`,
    `http://ev\nil.example${END}`,
  ],
  ...[
    `\u0000http://evil.example${END}`,
    `http://{host}\u0000.evil.example${END}`,
    `http://{host}\r\n.evil.example${END}`,
    `http://{host}${END}\r\nLocation: http://evil.example/`,
  ],
  ...[
    `http://{host}/\u2028${END}`,
    `http://{host} @evil.example${END}`,
    `http://{host}\t@evil.example${END}`,
    `http://evil.example ${END}`,
  ],
  // The store's own host, and yet not the page of Magento's that was meant
  ...[
    'http://{host}/',
    'http://{host}/loginSuccessCallback',
    'http://{host}/x?/loginSuccessCallback/',
    'http://{host}/x#/loginSuccessCallback/',
  ],
  ...[
    'http://{host}/loginSuccessCallback/../../logout/',
    'http://{host}/a/./loginSuccessCallback/',
    'http://{host}/%2e%2e/loginSuccessCallback/',
  ],
  ...['', '/', END, 'loginSuccessCallback/', `http://{host}${END}${'a'.repeat(1_024)}`],
];
