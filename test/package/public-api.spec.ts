import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from './support/root';

/** The names that a door exports, sorted, each with what it is. */
function exportsOf(door: string): string[] {
  const program = ts.createProgram([join(ROOT, door)], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(ROOT, door));
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  return module === undefined
    ? []
    : checker
        .getExportsOfModule(module)
        .map((symbol) => describeExport(checker, symbol))
        .sort();
}

function describeExport(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const { flags } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const kinds: [ts.SymbolFlags, string][] = [
    [ts.SymbolFlags.Class, 'class'],
    [ts.SymbolFlags.Function, 'function'],
    [ts.SymbolFlags.Variable, 'const'],
    [ts.SymbolFlags.Interface, 'interface'],
    [ts.SymbolFlags.TypeAlias, 'type'],
  ];
  const kind = kinds.find(([flag]) => (flags & flag) !== 0)?.[1] ?? 'unknown';
  return `${symbol.name}: ${kind}`;
}

describe('the public contract', () => {
  it('is the front door', { timeout: 30_000 }, () => {
    expect(exportsOf('lib/index.ts')).toMatchInlineSnapshot(`
      [
        "Clock: interface",
        "Counted: function",
        "Counter: interface",
        "DIALECTS: const",
        "DeliveryReport: interface",
        "Dialect: interface",
        "DialectName: type",
        "DialectOption: type",
        "Dropped: interface",
        "DurationLike: interface",
        "DurationMeter: interface",
        "FlushResult: interface",
        "Framing: type",
        "Gauge: interface",
        "Histogram: interface",
        "InFlight: function",
        "InjectScope: function",
        "InjectStats: function",
        "InstrumentOptions: interface",
        "InstrumentedCall: interface",
        "LabelParts: interface",
        "MemoryTransport: class",
        "Meters: interface",
        "MetricOptions: interface",
        "Observation: interface",
        "Pipeline: interface",
        "RequestContext: interface",
        "RequestOptions: interface",
        "SeriesKind: type",
        "ServiceCheck: interface",
        "SkipStats: function",
        "Stats: interface",
        "StatsClient: class",
        "StatsClientOptions: interface",
        "StatsError: class",
        "StatsErrorCode: type",
        "StatsEvent: interface",
        "StatsFeatureOptions: interface",
        "StatsHealth: interface",
        "StatsHealthIndicator: class",
        "StatsHealthOptions: interface",
        "StatsInterceptor: class",
        "StatsModule: class",
        "StatsModuleAsyncOptions: interface",
        "StatsModuleExtras: interface",
        "StatsModuleOptions: interface",
        "StatsOptions: interface",
        "StatsOptionsFactory: interface",
        "StatsService: class",
        "Tag: type",
        "TagValue: type",
        "Tags: type",
        "Timed: function",
        "Timer: interface",
        "Transport: interface",
        "TransportOptions: type",
        "UniqueSet: interface",
        "getScopeToken: function",
        "getStatsToken: function",
        "joinName: function",
        "reserve: function",
        "statsOptionsFromEnv: function",
      ]
    `);
  });

  it('is the door for tests', { timeout: 30_000 }, () => {
    expect(exportsOf('lib/testing/index.ts')).toMatchInlineSnapshot(`
      [
        "FakeClock: class",
        "MemoryTransport: class",
        "RecordedStats: class",
        "StatsCollector: class",
        "StatsCollectorOptions: interface",
        "StatsMatchers: interface",
        "StatsTestingModule: class",
        "StatsTestingOptions: type",
        "TerminalOutput: interface",
        "TerminalView: class",
        "TerminalViewOptions: interface",
        "WaitForOptions: interface",
        "statsMatchers: const",
      ]
    `);
  });
});
