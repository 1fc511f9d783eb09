/** Ways to spoil a cookie's value. */
export function spoilt(value: string): string[] {
  const parts = value.split('.');
  const flipped = (at: number) => `${value.slice(0, at)}${value[at] === 'A' ? 'B' : 'A'}${value.slice(at + 1)}`;
  const lengths = [
    0,
    1,
    10,
    value.length >> 2,
    value.length >> 1,
    value.length - 22,
    value.length - 2,
    value.length - 1,
  ];
  const places = Array.from({ length: 16 }, (_, index) => Math.floor((index * (value.length - 2)) / 16)).filter(
    (at) => value[at] !== '.',
  );
  const header = (changes: object) =>
    Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', ...changes })).toString('base64url');
  return [
    ...lengths.map((length) => value.slice(0, length)),
    ...places.map(flipped),
    ...[
      `${value}.`,
      `${value}A`,
      `.${value}`,
      parts.toReversed().join('.'),
      parts.slice(0, 4).join('.'),
      [...parts, 'x'].join('.'),
    ],
    ...[
      { alg: 'none' },
      { enc: 'none' },
      { alg: 'PBES2-HS256+A128KW', p2s: 'AAAA', p2c: 9_999_999 },
      { zip: 'DEF' },
      { crit: ['x'] },
    ].map((changes) => [header(changes), ...parts.slice(1)].join('.')),
    ...['undefined', 'null', '{}', 'e30.e30.', '"', '%00', '....', 'eyJhbGciOiJub25lIn0.e30.'],
  ];
}
