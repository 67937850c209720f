import { join } from 'node:path';
import ts from 'typescript';

/**
 * Compiles files as a Nest application would and writes the JavaScript beside them, as CommonJS or ESM by the nearest
 * package.json.
 *
 * @returns what the compiler has to say, a line each
 */
export function compile(files: string[], folder: string): string[] {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    typeRoots: [join(folder, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
  });
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, '\n');
    return file === undefined
      ? text
      : `${file.fileName}:${file.getLineAndCharacterOfPosition(start ?? 0).line + 1} ${text}`;
  });
}
