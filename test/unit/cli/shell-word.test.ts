import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createdLines } from '../../../cli/commands/clients/client-lines.ts';
import { shellWord } from '../../../cli/output/shell-word.ts';

test.each(['run_01', 'https://a.example/oauth2/token?a=b&c=d', '$(id)', "it's; id", '`id`', '', '-rf', 'a b'])(
  '%j stays one word, which a shell takes as it is',
  (value) => {
    const said = execFileSync('sh', ['-c', `printf '%s|' ${shellWord(value)}`], { encoding: 'utf8' });
    expect(said).toBe(`${value}|`);
  },
);

test('the command to get a token runs nothing that stands in its URL', () => {
  const lines = createdLines({
    clientId: 'cli_1',
    clientSecret: 'secret',
    name: 'backend',
    scopes: [],
    tokenUrl: 'https://a.example/;id',
    createdAt: '',
    createdBy: '',
  });
  expect(lines.at(-1)).toContain("grant_type=client_credentials 'https://a.example/;id'");
});
