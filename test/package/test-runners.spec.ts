import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from './support/compile';
import { NODES } from './support/nodes';
import { packedPackage } from './support/packed';
import { ROOT } from './support/root';
import { installTarball, run } from './support/run';

/** With Nest 11: its successor is made of ES modules, which Jest does not load on Node 20. */
const FIXTURE = join(ROOT, 'test/package/fixtures/test-runners');

/** The fixture's spec as CommonJS for Jest, as an ES module for vitest; either with the globals of its runner. */
const FORMATS = { jest: 'commonjs', vitest: 'module' };

const VITEST_CONFIG = `export default {
  test: { globals: true, include: ['orders.spec.js'], setupFiles: ['./vitest.setup.js'] },
};
`;
const VITEST_SETUP = `import { statsMatchers } from 'nestjs-stats/testing';
expect.extend(statsMatchers);
`;

let folder: string;
let complaints: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-runners-'));
  cpSync(join(FIXTURE, 'package.json'), join(folder, 'package.json'));
  await installTarball(packedPackage().tarball, folder);
  for (const [runner, type] of Object.entries(FORMATS)) {
    mkdirSync(join(folder, runner));
    writeFileSync(join(folder, runner, 'package.json'), JSON.stringify({ type }));
    cpSync(join(FIXTURE, 'orders.spec.ts'), join(folder, runner, 'orders.spec.ts'));
  }
  writeFileSync(join(folder, 'jest/jest.setup.js'), setupInDocument());
  writeFileSync(join(folder, 'vitest/vitest.setup.js'), VITEST_SETUP);
  writeFileSync(join(folder, 'vitest/vitest.config.js'), VITEST_CONFIG);
  const specs = Object.keys(FORMATS).map((runner) => join(folder, runner, 'orders.spec.ts'));
  complaints = compile(specs, folder);
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What docs/testing.md tells to put into the set-up file of Jest. */
function setupInDocument(): string {
  const markdown = readFileSync(join(ROOT, 'docs/testing.md'), 'utf8');
  return /```js\n([^]*?)```/.exec(markdown)?.[1] ?? '';
}

describe('the testing kit', () => {
  it('compiles with the types of Jest', () => {
    expect(complaints).toEqual([]);
  });

  describe.each(NODES)('on Node %s', (_version, path = '') => {
    it.skipIf(path === '')('works with Jest', { timeout: 120_000 }, async () => {
      const jest = ['node_modules/jest/bin/jest.js', 'jest/orders.spec.js'];
      const { exitCode, output } = await run(path, jest, folder);
      expect(output).toContain('Tests:       1 passed, 1 total');
      expect(exitCode).toBe(0);
    });

    it.skipIf(path === '')('works with vitest', { timeout: 120_000 }, async () => {
      const vitest = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', 'vitest'];
      const { exitCode, output } = await run(path, vitest, folder);
      expect(output).toContain('Tests  1 passed (1)');
      expect(exitCode).toBe(0);
    });
  });
});
