import 'reflect-metadata';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Global,
  Injectable,
  Logger,
  Module,
  type OnApplicationShutdown,
  type OnModuleDestroy,
  type OnModuleInit,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { StatsModule } from '../../lib/nest/stats.module';
import { StatsService } from '../../lib/nest/stats.service';
import { MemoryTransport } from '../../lib/transports/memory-transport';

const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});

afterEach(() => {
  warn.mockClear();
});

const start = (module: Type | DynamicModule) => NestFactory.createApplicationContext(module, { logger: false });

function rootOf(...imports: (Type | DynamicModule)[]): Type {
  @Module({ imports })
  class RootModule {}
  return RootModule;
}

@Injectable()
class Counting implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(private readonly stats: StatsService) {}
  onModuleInit(): void {
    this.stats.incr('hook.init');
  }
  onModuleDestroy(): void {
    this.stats.incr('hook.destroy');
  }
  beforeApplicationShutdown(): void {
    this.stats.incr('hook.before_shutdown');
  }
  async onApplicationShutdown(): Promise<void> {
    await new Promise(setImmediate);
    this.stats.incr('hook.shutdown');
  }
}

/** Two of each: before and after `stats` among the imports. */
function modulesAround(stats: DynamicModule): (Type | DynamicModule)[] {
  const make = (isGlobal: boolean): Type => {
    @Module({ imports: [stats], providers: [Counting] })
    class CountingModule {}
    if (isGlobal) {
      Global()(CountingModule);
    }
    @Module({ imports: [CountingModule] })
    class OuterModule {}
    return OuterModule;
  };
  return [make(false), make(true), stats, make(false), make(true)];
}

describe('the end of an application', () => {
  it.each([true, false])('comes for the client after all shutdown hooks (isGlobal: %s)', async (isGlobal) => {
    const transport = new MemoryTransport();
    const app = await start(rootOf(...modulesAround(StatsModule.forRoot({ transport, isGlobal }))));
    await app.close();
    expect(transport.lines()).toEqual([
      'hook.init:4|c',
      'hook.destroy:4|c',
      'hook.before_shutdown:4|c',
      'hook.shutdown:4|c',
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('reads observed gauges once more', async () => {
    const transport = new MemoryTransport();
    const app = await start(rootOf(StatsModule.forRoot({ transport })));
    app.get(StatsService).observe('stock', async () => 7);
    await app.close();
    expect(transport.lines()).toEqual(['stock:7|g']);
  });

  it('is told what was lost, in one line', async () => {
    const app = await start(
      rootOf(
        StatsModule.forRoot({
          transport: {
            name: 'broken',
            maxPacketBytes: 1432,
            send: () => Promise.reject(new Error('no route')),
            close: () => Promise.resolve(),
          },
          onError: () => {},
        }),
      ),
    );
    const stats = app.get(StatsService);
    stats.incr('one');
    stats.incr('two');
    stats.gauge('wrong', Number.NaN);
    await app.close();
    await app.close();
    expect(warn.mock.calls).toEqual([['Metrics were lost: 3 (1 invalid, 2 transport).']]);
  });

  it('is not held up by a server that takes nothing', async () => {
    const app = await start(
      rootOf(
        StatsModule.forRoot({
          transport: {
            name: 'stuck',
            maxPacketBytes: 1432,
            open: () => new Promise(() => {}),
            send: () => new Promise(() => {}),
            close: () => Promise.resolve(),
          },
          shutdownTimeoutMs: 20,
        }),
      ),
    );
    app.get(StatsService).incr('one');
    await app.close();
    expect(warn.mock.calls).toEqual([['Metrics were lost: 1 (1 transport).']]);
    expect(app.get(StatsService).closed).toBe(true);
  });

  it('leaves no listener on the process, however many applications there were', async () => {
    const before = process.listenerCount('beforeExit');
    const apps = await Promise.all(
      Array.from({ length: 12 }, () => start(rootOf(StatsModule.forRoot({ transport: 'none:' })))),
    );
    expect(process.listenerCount('beforeExit')).toBe(before + 1);
    await Promise.all(apps.map((app) => app.close()));
    expect(process.listenerCount('beforeExit')).toBe(before);
  });
});

describe('the end of a process', () => {
  let folder: string;

  beforeAll(() => {
    // Inside the project, so that its packages are found.
    folder = mkdtempSync('node_modules/.nestjs-stats-');
    transpile('lib', join(folder, 'lib'));
    transpile('test/nest/fixtures', join(folder, 'test/nest/fixtures'));
  }, 60_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['nobody closes the application', 'left-alone', ['job.done:1|c', 'job.stock:5|g', 'late:1|c', 'job.stock:5|g']],
    ['a signal comes', 'signalled', ['job.done:1|c', 'job.stopped:1|c', 'job.stock:5|g']],
  ])('sends what is left when %s', async (_, program, lines) => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      join(folder, `test/nest/fixtures/${program}.js`),
    ]).catch((error: { stdout: string; signal: string }) => error);
    expect(stdout.trim().split('\n')).toEqual(lines);
  });
});

function transpile(from: string, to: string): void {
  const isNeeded = (path: string): boolean => path.endsWith('.ts') && !/^(collector|testing)\b/.test(path);
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' }).filter(isNeeded)) {
    const { outputText } = ts.transpileModule(readFileSync(join(from, path), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    });
    const output = join(to, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, outputText);
  }
}
