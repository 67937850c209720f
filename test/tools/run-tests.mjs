// @ts-check
/**
 * Runs vitest with the arguments given and closes with one plain line, `N passed, N failed, N skipped`. The exit code is
 * that of vitest. A file that cannot be loaded, and an error outside of any test, count as a failure each.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'nestjs-stats-results-'));
const resultFile = join(folder, 'results.json');
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultFile}`,
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
);
const { passed, failed, skipped } = existsSync(resultFile)
  ? count(JSON.parse(readFileSync(resultFile, 'utf8')))
  : { passed: 0, failed: 0, skipped: 0 };
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${status === 0 ? failed : Math.max(failed, 1)} failed, ${skipped} skipped`);
process.exitCode = status ?? 1;

/** @param {{ numPassedTests: number, numPendingTests: number, numTodoTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} results */
function count(results) {
  const unloadable = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloadable.length,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
