import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { gunzipLines, gzipLines } from '../../../functions/adapters/s3/gzip-lines.ts';

async function unpacked(packed: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of gunzipLines(packed)) lines.push(line);
  return lines;
}

describe('compressed lines', () => {
  test.each([
    ['none', []],
    ['one', ['{}']],
    ['some with characters of several bytes', ['ä'.repeat(70_000), '日本'.repeat(50_000), '🙂'.repeat(40_000)]],
    ['ten thousand', Array.from({ length: 10_000 }, (_, index) => `{"id":${index}}`)],
  ])('come back as they went in: %s', async (_, lines) => {
    expect(await unpacked(await gzipLines(lines))).toEqual(lines);
  });

  test('need no line end after the last one', async () => {
    expect(await unpacked(gzipSync('a\nb'))).toEqual(['a', 'b']);
  });

  test('are not read when they are cut off, changed, or no gzip', async () => {
    const packed = await gzipLines(['a'.repeat(1_000), 'b']);
    await expect(unpacked(packed.subarray(0, packed.length - 9))).rejects.toThrow();
    await expect(unpacked(packed.with(packed.length - 6, 7))).rejects.toThrow();
    await expect(unpacked(Buffer.from('{}'))).rejects.toThrow();
    await expect(unpacked(gzipSync(Buffer.of(0x7b, 0xff, 0x7d)))).rejects.toThrow();
  });

  test('are not read when there are more than were ever put: a bomb ends early', async () => {
    const line = Buffer.from(`${'0'.repeat(1_023)}\n`);
    const bomb = gzipSync(Buffer.concat(Array.from({ length: 200 * 1_024 }, () => line)), { level: 1 });
    await expect(unpacked(bomb)).rejects.toThrow('holds more than may be read');
    await expect(unpacked(gzipSync('0'.repeat(20 * 1_024 * 1_024)))).rejects.toThrow('A line of an object is longer');
  }, 30_000);

  test('are not put when they could not be read again', async () => {
    const lines = Array.from({ length: 130 }, () => '0'.repeat(1_024 * 1_024));
    await expect(gzipLines(lines)).rejects.toThrow('more than may be read again');
    await expect(gzipLines(['0'.repeat(17 * 1_024 * 1_024)])).rejects.toThrow('more than may be read again');
  }, 30_000);
});
