import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { checkFloors } from '../tools/floors.mjs';
import { ROOT } from './support/root';

const MANIFEST = JSON.stringify({
  peerDependencies: { '@nestjs/common': '*', '@nestjs/core': '*', rxjs: '*', ws: '*' },
  peerDependenciesMeta: { ws: { optional: true } },
});

const houses: string[] = [];

/** A house of its own, made of the files given. */
function build(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'nestjs-stats-floors-'));
  houses.push(root);
  for (const [path, text] of Object.entries({ 'package.json': MANIFEST, ...files })) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const root of houses.splice(0)) {
    rmSync(root, { recursive: true });
  }
});

describe('the floors', () => {
  it('hold: every import of the library runs downwards', () => {
    expect(checkFloors(ROOT)).toEqual([]);
  });

  it.each([
    [
      'an import of a higher floor',
      { 'lib/metrics/a.ts': `import { b } from '../client/b';`, 'lib/client/b.ts': '' },
      'lib/metrics/a.ts:1 imports lib/client/b.ts: lib/metrics (floor 2) imports floors up to 1 only, lib/client is floor 3',
    ],
    [
      'an import of another folder on the same floor, be it of types only',
      { 'lib/dialects/a.ts': `import type { B } from '../transports/b';`, 'lib/transports/b.ts': '' },
      'lib/dialects/a.ts:1 imports lib/transports/b.ts: lib/dialects (floor 1) imports floors up to 0 only, lib/transports is floor 1',
    ],
    [
      'an import written as a type',
      { 'lib/common/a.ts': `export type B = import('../client/b').B;`, 'lib/client/b.ts': '' },
      'lib/common/a.ts:1 imports lib/client/b.ts: lib/common (floor 0) imports no other folder, lib/client is floor 3',
    ],
    [
      'a re-export',
      { 'lib/common/a.ts': `\nexport * from '../index';`, 'lib/index.ts': '' },
      'lib/common/a.ts:2 imports lib/index.ts: lib/common (floor 0) imports no other folder, lib/index.ts is floor 5',
    ],
    [
      'a call of require',
      { 'lib/delivery/a.ts': `const b = () => require('../nest/b');`, 'lib/nest/b.ts': '' },
      'lib/delivery/a.ts:1 imports lib/nest/b.ts: lib/delivery (floor 2) imports floors up to 1 only, lib/nest is floor 4',
    ],
    [
      'the collector above floor 1',
      { 'lib/collector/a.ts': `import '../metrics/b';`, 'lib/metrics/b.ts': '' },
      'lib/collector/a.ts:1 imports lib/metrics/b.ts: lib/collector (floor 5) imports floors up to 1 only, lib/metrics is floor 2',
    ],
    [
      'the collector in the front door',
      { 'lib/index.ts': `export { B } from './collector/b';`, 'lib/collector/b.ts': '' },
      'lib/index.ts:1 imports lib/collector/b.ts: only lib/testing and lib/bin import the collector',
    ],
    [
      'Nest outside of lib/nest',
      { 'lib/client/a.ts': `import type { Type } from '@nestjs/common';` },
      'lib/client/a.ts:1 imports @nestjs/common: only lib/nest imports @nestjs/* and rxjs',
    ],
    [
      'rxjs outside of lib/nest',
      { 'lib/testing/a.ts': `import { map } from 'rxjs/operators';` },
      'lib/testing/a.ts:1 imports rxjs/operators: only lib/nest imports @nestjs/* and rxjs',
    ],
    [
      'an optional package loaded at start',
      { 'lib/transports/a.ts': `import { WebSocket } from 'ws';` },
      'lib/transports/a.ts:1 imports ws: an optional package is loaded lazily and never by its types',
    ],
    [
      'a package that users do not have',
      { 'lib/nest/a.ts': `import express from 'express';` },
      'lib/nest/a.ts:1 imports express: the package is not among the peerDependencies',
    ],
    ['a missing file', { 'lib/nest/a.ts': `import './b';` }, 'lib/nest/a.ts:1 imports ./b: there is no such file'],
    [
      'a file outside of lib',
      { 'lib/nest/a.ts': `import '../../test/b';`, 'test/b.ts': '' },
      'lib/nest/a.ts:1 imports test/b: lib imports nothing outside of lib',
    ],
    [
      'a folder without a floor',
      { 'lib/helpers/a.ts': '' },
      'lib/helpers/a.ts stands on no floor: lib/helpers is not in the list of test/tools/floors.mjs',
    ],
    [
      'a circle',
      { 'lib/common/a.ts': `import './b';`, 'lib/common/b.ts': `import './c';`, 'lib/common/c.ts': `import './b';` },
      'imports run in a circle: lib/common/b.ts -> lib/common/c.ts -> lib/common/b.ts',
    ],
    [
      'a sample that reaches into the library',
      { 'sample-app/src/main.ts': `import '../../lib/index';`, 'lib/index.ts': '' },
      'sample-app/src/main.ts:1 imports ../../lib/index: the sample uses the package by its name',
    ],
  ])('refuse %s', (_fault, files, problem) => {
    expect(checkFloors(build(files))).toEqual([problem]);
  });

  it('allow what the house is built of', () => {
    const root = build({
      'lib/common/a.ts': `import { performance } from 'node:perf_hooks'; import type { B } from './b';`,
      'lib/common/b.ts': `import type { A } from './a';`,
      'lib/transports/web-socket.ts': `export const load = () => import('ws');`,
      'lib/nest/a.ts': `import { Injectable } from '@nestjs/common'; import { A } from '../common/a';`,
      'lib/collector/a.ts': `import { A } from '../common/a';`,
      'lib/testing/index.ts': `export { A } from '../collector/a';`,
      'sample-app/src/main.ts': `import { StatsModule } from 'nestjs-stats'; import './app.module';`,
    });
    expect(checkFloors(root)).toEqual([]);
  });
});
