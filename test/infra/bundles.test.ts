import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleRooms, ROOMS, type Room } from '../../infra/functions/bundles.ts';

const MOST_BYTES = 600 * 1024;

let parent: string;
let folders: Readonly<Record<Room, string>>;
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'handfast-bundles-'));
  folders = bundleRooms(parent);
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const filesOf = (room: Room) => readdirSync(folders[room]).map((name) => join(folders[room], name));

describe.each(ROOMS)('the bundle of %s', (room) => {
  test('has at most 600 KB, all that it loads later included', () => {
    const bytes = filesOf(room).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('takes credentials from its environment, and knows no other place', () => {
    const code = filesOf(room)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    expect(code).toContain('AWS_SESSION_TOKEN');
    expect(code).not.toMatch(/credential_process|sso_session|AWS_WEB_IDENTITY_TOKEN_FILE/);
  });
});
