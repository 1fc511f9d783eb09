import { describe, expect, test } from 'vitest';
import type { Options } from '../../../cli/module/command/options.ts';
import { run } from '../../../cli/module/run.ts';
import { SAMPLE, typed } from '../../contract/module/sample.ts';

async function outcomeOf(argv: readonly string[]) {
  const [said, complained]: [string[], string[]] = [[], []];
  const code = await run(argv, { print: (line) => said.push(line), printError: (line) => complained.push(line) });
  return { code, said, complained };
}

/** What the command says of the sample with some options changed. Nothing can be written, even if none is refused. */
async function refusalOf(options: Options) {
  const { code, said, complained } = await outcomeOf(typed({ ...SAMPLE, out: '/dev/null/module', ...options }));
  expect([code, said]).toEqual([2, []]);
  return complained;
}

describe('the command refuses', () => {
  test.each<readonly [Options, string]>([
    [{ product: 'Demo' }, '--product: must be 1 to 32 characters of a-z, 0-9 and -, beginning with a letter.'],
    [{ product: 'signin' }, '--product: must not be one of signin, v1, assets, health, console.'],
    [{ vendor: 'acme' }, '--vendor: "acme" must begin with a capital letter, as Magento\'s module.xsd asks.'],
    [{ name: '2Go' }, '--name: "2Go" begins with a digit; PHP namespaces begin with a letter.'],
    [{ name: 'Echo' }, '--name: "Echo" is a reserved word of PHP; choose another.'],
    [
      { name: `C${'x'.repeat(45)}` },
      `--vendor, --name: "Acme_C${'x'.repeat(45)}" has 51 characters; Magento keeps 50 at most.`,
    ],
    [{ integrationName: 'A' }, '--integration-name: must have 2 characters at least: Magento asks for them.'],
    [{ integrationName: 'A\nB' }, '--integration-name: must not hold control characters or halves of characters.'],
    [{ integrationName: 'A\ud800' }, '--integration-name: must not hold control characters or halves of characters.'],
    [{ integrationName: ' Acme' }, '--integration-name: must not begin or end with a blank.'],
    [{ moduleVersion: '1.0' }, '--module-version: "1.0" must be a semantic version such as 1.0.0.'],
    [{ moduleVersion: 'v1.0.0' }, '--module-version: "v1.0.0" must be a semantic version such as 1.0.0.'],
    [
      { moduleVersion: '1.0.0-next.1' },
      '--module-version: "1.0.0-next.1": Composer knows no pre-release "next.1"; use alpha, beta, RC or dev, such as 1.0.0-beta.1.',
    ],
    [{ package: 'Acme/Connect' }, '--package: must be a Composer name such as acme/module-connect, in lower case.'],
    [{ license: 'my own' }, '--license: must be "proprietary" or an SPDX id such as MIT.'],
    [
      { style: 'integration', magento: '2.1' },
      '--style: for Magento 2.1 only "config" can be made; leave --style out.',
    ],
    [
      { style: 'old' },
      "option '--style <style>' argument 'old' is invalid. Allowed choices are integration, config. See --help.",
    ],
    [
      { baseUrl: 'http://connect.example' },
      "The callback URL http://connect.example/demo/callback is not https: Magento would send the store's keys in the clear. Use https, or --allow-insecure-http for a trial.",
    ],
  ])('%j, in one clear line', async (options, line) => {
    expect((await refusalOf(options))[0]).toBe(line);
  });

  test.each(['nobody', 'a@b', '@acme.example', 'a@.example', 'a@acme.'])(
    'the e-mail address %s, as Magento would',
    async (email) => {
      expect(await refusalOf({ email })).toEqual([
        '--email: must look like support@acme.example: Magento asks for name@host.domain.',
      ]);
    },
  );

  test('everything at once', async () => {
    const lines = await refusalOf({ vendor: 'acme', email: 'nobody', resources: 'ordrs', baseUrl: 'nowhere' });
    expect(lines.map((line) => line.split(':')[0])).toEqual(['--vendor', '--email', '--resources', '--base-url']);
  });

  test('an option that does not exist, with the one that was meant', async () => {
    const { code, complained } = await outcomeOf(['--prodct', 'demo']);
    expect([code, complained]).toEqual([2, ["unknown option '--prodct' (Did you mean --product?) See --help."]]);
  });

  test('a word that belongs to no option', async () => {
    expect(await outcomeOf(['demo'])).toMatchObject({ code: 2, said: [] });
  });
});

test('--list-resources needs nothing else', async () => {
  const { code, said, complained } = await outcomeOf(['--list-resources']);
  expect([code, complained]).toEqual([0, []]);
  expect(said[0]).toBe('Words for --resources:');
});
