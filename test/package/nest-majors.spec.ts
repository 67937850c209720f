import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from './support/compile';
import { NODES } from './support/nodes';
import { packedPackage } from './support/packed';
import { ROOT } from './support/root';
import { installTarball, run } from './support/run';

const FIXTURES = join(ROOT, 'test/package/fixtures');

/** What the life of the shop leaves behind, the same on every adapter and by either way of configuration. */
const LIFE = `GET /orders/7 200
GET /orders/missing 404
GET /nowhere 404
shop.http.server.active_requests:0|g
shop.http.server.request.duration:<ms>|ms|#method:GET,route:/orders/:id,status:200,outcome:success
shop.http.server.request.duration:<ms>|ms|#method:GET,route:/orders/:id,status:404,outcome:client_error,error:NotFoundException
shop.http.server.request.duration:<ms>|ms|#method:GET,route:UNMATCHED,status:404,outcome:client_error,error:404
shop.looked_up:2|c
shop.method.counted:1|c|#class:OrdersService,method:find,outcome:failure,error:NotFoundException
shop.method.counted:1|c|#class:OrdersService,method:find,outcome:success
shop.method.timed:<ms>|ms|#class:OrdersService,method:find,outcome:failure,error:NotFoundException
shop.method.timed:<ms>|ms|#class:OrdersService,method:find,outcome:success
shop.orders.found:1|c|#channel:web
shop.shop.closed:1|c
`;

const STORY = ['express, forRoot', 'express, forRootAsync', 'fastify, forRoot', 'fastify, forRootAsync']
  .map((way) => `--- ${way}\n${LIFE}`)
  .join('');

describe.each(['nest-10', 'nest-11', 'nest-12'])('the packed package under %s', (major) => {
  let folder: string;
  let complaints: string[];

  beforeAll(async () => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), `nestjs-stats-${major}-`));
    cpSync(join(FIXTURES, major), folder, { recursive: true });
    await installTarball(packedPackage().tarball, folder);
    for (const type of ['commonjs', 'module']) {
      mkdirSync(join(folder, type));
      writeFileSync(join(folder, type, 'package.json'), JSON.stringify({ type }));
      cpSync(join(FIXTURES, 'shop.ts'), join(folder, type, 'shop.ts'));
    }
    complaints = compile([join(folder, 'commonjs/shop.ts'), join(folder, 'module/shop.ts')], folder);
  }, 120_000);

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('compiles an application of either module format against the types of this major', () => {
    expect(complaints).toEqual([]);
  });

  describe.each(NODES)('on Node %s', (_version, path = '') => {
    it.skipIf(path === '').each(['commonjs', 'module'])(
      'records the same in a %s application',
      { timeout: 60_000 },
      async (type) => {
        const { exitCode, output } = await run(path, [`${type}/shop.js`], folder);
        expect(output).toBe(STORY);
        expect(exitCode).toBe(0);
      },
    );
  });
});
