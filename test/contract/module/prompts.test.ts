import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isInterruption } from '../../../cli/module/command/interruption.ts';
import { promptForMissing } from '../../../cli/module/command/prompt-for-missing.ts';
import { terminalPrompts } from '../../../cli/module/command/prompts.ts';
import { SAMPLE } from './sample.ts';

/** A terminal whose keys are pressed once the question is on the screen. */
function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  // Each prompt ends the stream that it wrote to, which a real terminal does not mind.
  output.end = () => output;
  let screen = '';
  output.on('data', (chunk) => {
    screen += stripVTControlCharacters(String(chunk));
  });
  return {
    streams: { input, output },
    seen: () => screen,
    async press(once: string, keys: string): Promise<void> {
      await expect.poll(() => screen).toContain(once);
      screen = '';
      input.write(keys);
    },
  };
}

const { vendor: _, baseUrl: __, out: ___, ...GIVEN } = SAMPLE;

describe('at a terminal', () => {
  test('asks for what is missing, and again after an answer that is refused', async () => {
    const { streams, press } = terminal();
    const asked = promptForMissing(GIVEN, terminalPrompts(streams));
    await press('Vendor, first part', 'acme\n');
    await press('must begin with a capital letter', '\u0015Acme\n');
    await press('Where does the product run?', '\u001b[B\n');
    await press('Address (https://…)', 'https://connect.example\n');
    await press('Folder to write', '\n');
    expect(await asked).toEqual({ ...SAMPLE, out: 'dist/module' });
  });

  test('asks nothing when nothing is missing', async () => {
    const { streams, seen } = terminal();
    expect(await promptForMissing(SAMPLE, terminalPrompts(streams))).toEqual(SAMPLE);
    expect(seen()).toBe('');
  });

  test('Ctrl-C is known as an interruption', async () => {
    const { streams, press } = terminal();
    const asked = promptForMissing(GIVEN, terminalPrompts(streams)).catch((thrown) => thrown);
    await press('Vendor, first part', '\u0003');
    expect(isInterruption(await asked)).toBe(true);
  });
});
