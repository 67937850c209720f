// @ts-check
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';

/** Of the repository's top level, what neither the build nor the package is made from. */
const LEFT_OUT = ['.git', 'node_modules', 'dist', 'coverage', '.cache'];

/**
 * @typedef {object} Stage
 * @property {string} dir A copy of the package's files, built; its own name resolves in it, and so do all packages installed in the repository.
 * @property {string} tarball What `npm pack` made of it.
 * @property {string[]} files What the tarball contains, sorted.
 * @property {() => void} remove
 */

/**
 * Builds and packs a copy of the package in a temporary folder, with the very scripts of a release, so that nothing else
 * that runs in the repository meets a `dist` in the making.
 *
 * @param {string} root
 * @returns {Stage}
 */
export function stagePackage(root) {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    cpSync(root, dir, { recursive: true, filter: (source) => belongsToPackage(relative(root, source)) });
    symlinkSync(realpathSync(join(root, 'node_modules')), join(dir, 'node_modules'));
    // Without foreground scripts the output of the build stays out of the JSON.
    const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--foreground-scripts=false'], {
      cwd: dir,
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(`npm pack failed:\n${stdout}${stderr}`);
    }
    const [packed] = JSON.parse(stdout);
    const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path).sort();
    return { dir, tarball: join(dir, basename(packed.filename)), files, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @param {string} path relative to the root */
function belongsToPackage(path) {
  const parts = path.split(sep);
  if (parts[0] === 'test') {
    return parts.length === 1 || parts[1] === 'tools';
  }
  return (
    !LEFT_OUT.includes(parts[0] ?? '') &&
    !parts.includes('node_modules') &&
    !(parts.length === 2 && parts[1] === 'dist')
  );
}
