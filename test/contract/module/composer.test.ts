import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deliver } from '../../../cli/module/deliver.ts';
import { moduleFiles } from '../../../cli/module/files/module-files.ts';
import { describeWithOptional, runProgram } from './programs.ts';
import { samplePlan } from './sample.ts';

describeWithOptional('composer', 'composer php-zip', 'Composer', () => {
  test('installs the zip file', () => {
    const shop = mkdtempSync(join(tmpdir(), 'handfast-shop-'));
    try {
      mkdirSync(join(shop, 'zips'));
      deliver(moduleFiles(samplePlan()), join(shop, 'zips', 'module'));
      const manifest = {
        repositories: [{ 'packagist.org': false }, { type: 'artifact', url: 'zips' }],
        // Stands for Magento 2.4.7.
        replace: { 'magento/framework': '103.0.7', 'magento/module-integration': '100.4.7' },
      };
      writeFileSync(join(shop, 'composer.json'), JSON.stringify(manifest));
      const install = ['require', 'acme/module-connect', '--no-interaction', '--no-plugins', '--no-audit'];
      expect(runProgram('composer', install, shop)).toMatchObject({ status: 0 });
      expect(existsSync(join(shop, 'vendor/acme/module-connect/etc/integration.xml'))).toBe(true);
    } finally {
      rmSync(shop, { recursive: true, force: true });
    }
  });
});
