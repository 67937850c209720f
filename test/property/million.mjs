// @ts-check
/**
 * Tries every property with a million inputs, or with as many as are asked for: `node test/property/million.mjs 200000`. Further
 * arguments go to vitest, such as `-t telegraf`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const [first = '', ...rest] = process.argv.slice(2);
const isCount = /^\d+$/.test(first);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/property', ...(isCount ? rest : [first, ...rest].filter(Boolean))],
  {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: 'inherit',
    env: { ...process.env, PROPERTY_RUNS: isCount ? first : '1000000' },
  },
);
process.exitCode = status ?? 1;
