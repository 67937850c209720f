import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { namedModules } from '../tools/named-modules.mjs';
import { NODES } from './support/nodes';
import { packedPackage } from './support/packed';
import { installTarball, run } from './support/run';
import { Sample, seriesToldOf } from './support/sample';

const LOAD_BOTH_WAYS = `
import { createRequire } from 'node:module';
import { StatsService as imported, StatsModule } from 'nestjs-stats';
import { MemoryTransport as importedMemory } from 'nestjs-stats/testing';
const require = createRequire(import.meta.url);
const front = require('nestjs-stats');
const testing = require('nestjs-stats/testing');
console.log('import:', typeof imported, typeof StatsModule.forRoot, typeof importedMemory);
console.log('require:', typeof front.StatsService, typeof front.StatsModule.forRoot, typeof testing.MemoryTransport);
console.log('one class:', imported === front.StatsService, importedMemory === testing.MemoryTransport);
console.log('one class in both doors:', front.MemoryTransport === testing.MemoryTransport);
console.log('version:', require('nestjs-stats/package.json').name);
`;

const INNER_FILE = `
try {
  require('nestjs-stats/dist/index.js');
} catch (error) {
  console.log(error.code);
}
`;

/** What the package may not drag in: a user's compiler or process meets these only when the user chose them. */
const OPTIONAL = ['ws', 'koffi', 'uplot'];

describe('the packed package', () => {
  let stage: ReturnType<typeof packedPackage>;
  let project: string;

  beforeAll(async () => {
    stage = packedPackage();
    project = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-empty-'));
    const { peerDependencies, devDependencies } = readManifest();
    const peers = Object.keys(peerDependencies).filter((name) => !OPTIONAL.includes(name));
    const dependencies = Object.fromEntries(peers.map((name) => [name, devDependencies[name]]));
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }));
    await installTarball(stage.tarball, project);
  }, 120_000);

  afterAll(() => {
    rmSync(project, { recursive: true, force: true });
  });

  it('holds the library as built, the page of the collector, the second door for classic resolvers, and the texts', () => {
    const sources = readdirSync(join(stage.dir, 'lib'), { recursive: true, encoding: 'utf8' });
    const modules = sources.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -'.ts'.length));
    const compiled = modules.flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.js`, `dist/${name}.js.map`]);
    const copied = sources.filter((file) => /\.(html|css|js)$/.test(file)).map((file) => `dist/${file}`);
    const others = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist/collector/page/assets/uPlot.LICENSE',
      'dist/collector/page/assets/uPlot.iife.min.js',
      'dist/collector/page/assets/uPlot.min.css',
      'package.json',
      'testing/package.json',
    ];
    expect(stage.files).toEqual([...others, ...compiled, ...copied].sort());
  });

  describe.each(NODES)('on Node %s', (_version, path = '') => {
    it.skipIf(path === '')('loads by import and by require, with the same classes', async () => {
      writeFileSync(join(project, 'load.mjs'), LOAD_BOTH_WAYS);
      const { output } = await run(path, ['load.mjs'], project);
      expect(output).toBe(
        [
          'import: function function function',
          'require: function function function',
          'one class: true true',
          'one class in both doors: true',
          'version: nestjs-stats',
          '',
        ].join('\n'),
      );
    });
  });

  it('brings its command', async () => {
    const command = join(project, 'node_modules/.bin/nestjs-stats');
    const { version } = JSON.parse(readFileSync(join(stage.dir, 'package.json'), 'utf8')) as { version: string };
    expect(await run(command, ['--version'], project)).toMatchObject({ exitCode: 0, stdout: `${version}\n` });
  });

  it('is what the sample shows on the page, and loses nothing of', { timeout: 60_000 }, async () => {
    expect(await run('npm', ['run', 'build:sample'], stage.dir)).toMatchObject({ exitCode: 0 });
    const sample = new Sample(stage.dir);
    onTestFinished(() => sample.kill());
    await expect.poll(() => sample.pageUrl, { timeout: 20_000 }).toBeDefined();
    const pageUrl = sample.pageUrl ?? '';
    expect((await fetch(`${pageUrl}/uplot.js`)).status).toBe(200);
    expect(await seriesToldOf(pageUrl, 15)).toEqual(
      expect.arrayContaining(['shop.http.server.request.duration', 'shop.orders.placed', 'shop.stock.on_hand']),
    );
    expect(await sample.interrupt()).toBe(0);
    expect(sample.text).toMatch(
      /\nRecorded \d+ calls, sent \d+ lines in \d+ packets \(\d+ bytes\)\.\nNothing was dropped\.\n$/,
    );
    expect(sample.text).not.toContain('refused');
  });

  it('has no other doors', async () => {
    writeFileSync(join(project, 'inner.cjs'), INNER_FILE);
    const { output } = await run(process.execPath, ['inner.cjs'], project);
    expect(output).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });

  it('asks for nothing at run time but the packages that a Nest application has', () => {
    const manifest = readManifest();
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.peerDependencies).filter((name) => !OPTIONAL.includes(name))).toEqual([
      '@nestjs/common',
      '@nestjs/core',
      'reflect-metadata',
      'rxjs',
    ]);
    expect(readdirSync(join(project, 'node_modules')).filter((name) => OPTIONAL.includes(name))).toEqual([]);
  });

  it.each(OPTIONAL)('loads %s in no declaration file', (name) => {
    const declarations = stage.files.filter((file) => file.endsWith('.d.ts'));
    const naming = declarations.filter((file) => {
      const modules = namedModules(readFileSync(join(stage.dir, file), 'utf8'));
      return modules.some((module) => module === name || module.startsWith(`${name}/`));
    });
    expect(naming).toEqual([]);
  });

  it('carries its sources inside the source maps', () => {
    const map = JSON.parse(readFileSync(join(stage.dir, 'dist/index.js.map'), 'utf8')) as { sourcesContent: string[] };
    expect(map.sourcesContent).toEqual([readFileSync(join(stage.dir, 'lib/index.ts'), 'utf8')]);
  });

  interface Manifest {
    dependencies?: Record<string, string>;
    devDependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
  }

  function readManifest(): Manifest {
    return JSON.parse(readFileSync(join(stage.dir, 'package.json'), 'utf8')) as Manifest;
  }
});
