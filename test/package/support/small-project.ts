import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './root';
import type { Finished } from './run';
import { run } from './run';

/** What the checks read of the real project, beside the sources. */
const SETTINGS = [
  '.oxlintrc.json',
  '.prettierignore',
  '.prettierrc',
  'CHANGELOG.md',
  'LICENSE',
  'lib/collector/page/assets/tsconfig.json',
  'lib/tsconfig.json',
  'nest-cli.json',
  'package.json',
  'sample-app/tsconfig.build.json',
  'sample-app/tsconfig.json',
  'test/tools',
  'testing',
  'tsconfig.json',
  'vitest.config.mts',
];

/** The smallest sources that pass every check. */
const SOURCES: Record<string, string> = {
  'README.md': '# Small\n',
  'lib/bin/main.ts': `#!/usr/bin/env node\nimport { word } from '../common/words';\n\nprocess.stdout.write(word);\n`,
  'lib/common/words.ts': `export const word = 'hello';\n`,
  'lib/client/greet.ts': `import { word } from '../common/words';\n\nexport const greet = (): string => word;\n`,
  'lib/collector/page/assets/index.html': '<title>Small</title>\n',
  'lib/collector/page/assets/main.js': `document.title = 'Small';\n`,
  'lib/index.ts': `export { greet } from './client/greet';\n`,
  'lib/testing/index.ts': `export { word } from '../common/words';\n`,
  'sample-app/src/main.ts': `import { greet } from 'nestjs-stats';\n\nprocess.stdout.write(greet());\n`,
};

/** A project with the settings and checks of this one and next to no sources, in a temporary folder. */
export class SmallProject {
  readonly dir = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-small-'));

  constructor() {
    for (const path of SETTINGS) {
      cpSync(join(ROOT, path), join(this.dir, path), { recursive: true });
    }
    for (const [path, text] of Object.entries(SOURCES)) {
      this.write(path, text);
    }
    symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(this.dir, 'node_modules'));
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true });
    writeFileSync(join(this.dir, path), text);
  }

  /** Runs a script of package.json. */
  async run(script: string): Promise<Finished> {
    return run('npm', ['run', script], this.dir);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
