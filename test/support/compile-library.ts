import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TypeScript from 'typescript';

const LIB = join(__dirname, '../../lib');

/** Some folders of the library as JavaScript: processes of their own need it, node runs no TypeScript, and no build is waited for. */
export function compileLibrary(folder: string, parts: readonly string[]): void {
  const ts = createRequire(__filename)('typescript') as typeof TypeScript;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  for (const part of parts) {
    const files = readdirSync(join(LIB, part), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts'))) {
      const { outputText } = ts.transpileModule(readFileSync(join(LIB, part, file), 'utf8'), { compilerOptions });
      const compiled = join(folder, part, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(compiled), { recursive: true });
      writeFileSync(compiled, outputText);
    }
  }
}
