import 'reflect-metadata';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { StatsModule } from '../../lib/nest/stats.module';
import type { StatsModuleExtras, StatsModuleOptions } from '../../lib/nest/stats-module-options';

describe.each<[string, (extras: StatsModuleExtras, options: StatsModuleOptions) => DynamicModule]>([
  ['forRoot', (extras, options) => StatsModule.forRoot({ ...options, ...extras })],
  ['forRootAsync', (extras, options) => StatsModule.forRootAsync({ ...extras, useFactory: () => options })],
])('%s', (_, stats) => {
  it('fails the start over options of its own, and says what was given', async () => {
    const extras = { isGlobal: 'yes', interceptor: 0, name: '' } as unknown as StatsModuleExtras;
    const options = { requests: 5, runtime: 'all', maxSeries: 0, transport: 'none:' } as unknown as StatsModuleOptions;
    const starting = Test.createTestingModule({ imports: [stats(extras, options)] }).compile();
    await expect(starting).rejects.toMatchObject({
      code: 'STATS_INVALID_OPTION',
      message: [
        "Expected `isGlobal` to be true or false, got 'yes'.",
        'Expected `interceptor` to be true or false, got 0.',
        "Expected `name` to be a string that is not empty, got ''.",
        'Expected `requests` to be false or an object, got 5.',
        "Expected `runtime` to be true or false, got 'all'.",
        'Expected `maxSeries` to be a whole number from 1, got 0.',
      ].join('\n'),
    });
  });

  it('fails the start over functions and names of requests, and says what was given', async () => {
    const requests = { ignore: [5], tags: {}, name: '' };
    const options = { requests, transport: 'none:' } as unknown as StatsModuleOptions;
    const starting = Test.createTestingModule({ imports: [stats({}, options)] }).compile();
    await expect(starting).rejects.toThrow(
      [
        'Expected `requests.ignore` to be an array of strings, regular expressions and functions, got an array.',
        'Expected `requests.tags` to be a function, got an object.',
        "Expected `requests.name` to be a string that is not empty, or a function, got ''.",
      ].join('\n'),
    );
  });
});
