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
    expect(exportsOf('lib/index.ts')).toMatchInlineSnapshot();
  });

  it('is the door for tests', { timeout: 30_000 }, () => {
    expect(exportsOf('lib/testing/index.ts')).toMatchInlineSnapshot();
  });
});
