import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Stage } from '../tools/stage.mjs';
import { stagePackage } from '../tools/stage.mjs';
import { compile } from './support/compile';
import { ROOT } from './support/root';
import { installTarball, run } from './support/run';

/** With Nest 11: its successor is made of ES modules, which Jest does not load on Node 20. */
const FIXTURE = join(ROOT, 'test/package/fixtures/jest');

let stage: Stage;
let folder: string;

beforeAll(async () => {
  stage = stagePackage(ROOT);
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-jest-'));
  cpSync(FIXTURE, folder, { recursive: true });
  writeFileSync(join(folder, 'jest.setup.js'), setupInDocument());
  await installTarball(stage.tarball, folder);
}, 180_000);

afterAll(() => {
  stage.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** What docs/testing.md tells to put into the set-up file. */
function setupInDocument(): string {
  const markdown = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
  return /```js\n([^]*?)```/.exec(markdown)?.[1] ?? '';
}

it('the testing kit works with Jest', { timeout: 120_000 }, async () => {
  expect(compile([join(folder, 'orders.spec.ts')], folder)).toEqual([]);
  const { exitCode, output } = await run(process.execPath, ['node_modules/jest/bin/jest.js', 'orders.spec.js'], folder);
  expect(output).toContain('Tests:       1 passed, 1 total');
  expect(exitCode).toBe(0);
});
