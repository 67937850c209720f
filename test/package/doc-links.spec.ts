import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { brokenLinks } from '../tools/doc-links.mjs';
import { ROOT } from './support/root';

const PAGES = readdirSync(join(ROOT, 'docs'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`);
const OTHERS = ['CHANGELOG.md', 'README.md', 'sample-app/README.md', 'test/bench/README.md', 'test/corpus/README.md'];

it('every link of the documents leads somewhere', () => {
  expect(brokenLinks(ROOT, [...OTHERS, ...PAGES])).toEqual([]);
});

it('the README leads to every page', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  expect(PAGES.filter((page) => !readme.includes(`](${page})`))).toEqual([]);
});

it('a link to a file or a heading that is not there is found', () => {
  const root = mkdtempSync(join(realpathSync(tmpdir()), 'nestjs-stats-links-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'docs'));
  const readme = [
    '# One `code`, (two): `a_b`',
    '[a](docs/a.md) [b](docs/b.md) ![c](docs/c.png)',
    '[here](#one-code-two-a_b) [there](#two)',
    '[again](docs/a.md#again-1) [more](docs/a.md#again-2) [elsewhere](https://example.com/x.md#y)',
    '```md',
    '[in a program](nowhere.md)',
    '```',
  ];
  writeFileSync(join(root, 'README.md'), readme.join('\n'));
  writeFileSync(join(root, 'docs/a.md'), '## Again\n## Again\n[up](../README.md) [astray](README.md)\n');
  expect(brokenLinks(root, ['README.md', 'docs/a.md'])).toEqual([
    'README.md:2: docs/b.md is no file',
    'README.md:2: docs/c.png is no file',
    'README.md:3: #two has no such heading',
    'README.md:4: docs/a.md#again-2 has no such heading',
    'docs/a.md:3: README.md is no file',
  ]);
});
