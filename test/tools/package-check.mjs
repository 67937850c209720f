// @ts-check
/**
 * Packs the package as a release would and looks at the tarball: the file list, the packages that its types name, publint,
 * and "Are the types wrong?". Run by `npm run check:package`.
 *
 *     node test/tools/package-check.mjs [root]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { namedModules } from './named-modules.mjs';
import { stagePackage } from './stage.mjs';

/** Every file of the tarball that is not made from a file of lib. */
const OTHER_FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/collector/page/assets/uPlot.LICENSE',
  'dist/collector/page/assets/uPlot.iife.min.js',
  'dist/collector/page/assets/uPlot.min.css',
  'package.json',
  'testing/package.json',
];

const root = process.argv[2] ?? process.cwd();
const stage = stagePackage(root);
try {
  const manifest = JSON.parse(readFileSync(join(stage.dir, 'package.json'), 'utf8'));
  report('files', checkFiles());
  report('types', checkDeclarations(manifest));
  run('publint', ['run', stage.tarball, '--strict']);
  run('attw', [stage.tarball, '--format', 'ascii', '--no-emoji']);
} finally {
  stage.remove();
}

/** @returns {string[]} */
function checkFiles() {
  const missing = OTHER_FILES.filter((file) => !stage.files.includes(file)).map((file) => `${file} is missing`);
  const strange = stage.files
    .filter((file) => !OTHER_FILES.includes(file) && !isBuilt(file))
    .map((file) => `${file} does not belong`);
  return [...missing, ...strange];
}

/**
 * From lib/a/b.ts come dist/a/b.js, .js.map and .d.ts; what is no TypeScript is copied as it is.
 *
 * @param {string} file
 */
function isBuilt(file) {
  const copied = file.replace(/^dist\//, 'lib/');
  const compiled = copied.replace(/\.(js|js\.map|d\.ts)$/, '.ts');
  const isCompiled = compiled !== copied && existsSync(join(stage.dir, compiled));
  const isCopied = !copied.endsWith('.ts') && existsSync(join(stage.dir, copied));
  return file.startsWith('dist/') && (isCompiled || isCopied);
}

/**
 * The types may name packages that every user has: the required peers and Node itself. An optional package in a `.d.ts`
 * breaks the compilation of those who did not install it.
 *
 * @param {{ peerDependencies?: Record<string, string>, peerDependenciesMeta?: Record<string, { optional?: boolean }> }} manifest
 */
function checkDeclarations({ peerDependencies = {}, peerDependenciesMeta = {} }) {
  const required = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  const problems = [];
  for (const file of stage.files.filter((name) => name.endsWith('.d.ts'))) {
    for (const specifier of namedModules(readFileSync(join(stage.dir, file), 'utf8'))) {
      const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
      const isPacked =
        specifier.startsWith('.') && stage.files.includes(`${posix.join(posix.dirname(file), specifier)}.d.ts`);
      if (!isPacked && !specifier.startsWith('node:') && !builtinModules.includes(name) && !required.includes(name)) {
        problems.push(`${file} names ${specifier}, which a user may not have`);
      }
    }
  }
  return problems;
}

/**
 * @param {string} name
 * @param {string[]} problems
 */
function report(name, problems) {
  for (const problem of problems) {
    console.error(`${name}: ${problem}`);
  }
  console.log(`${name}: ${problems.length === 0 ? 'good' : `${problems.length} found wrong`}`);
  process.exitCode = problems.length === 0 ? (process.exitCode ?? 0) : 1;
}

/**
 * @param {string} tool
 * @param {string[]} args
 */
function run(tool, args) {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', tool), args, { cwd: stage.dir, stdio: 'inherit' });
  report(tool, status === 0 ? [] : [`exit code ${status}`]);
}
