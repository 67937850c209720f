import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractSnippets } from '../tools/readme-snippets.mjs';
import type { Snippet } from '../tools/readme-snippets.mjs';
import { compile } from './support/compile';
import { packedPackage } from './support/packed';
import { ROOT } from './support/root';
import { run } from './support/run';

/**
 * Every `ts` block of the documents compiles against the built package, and those marked `ts run` print what the `text`
 * block after them says; those marked `ts test` pass. The marks are explained in test/tools/readme-snippets.mjs.
 */
let stage: ReturnType<typeof packedPackage>;
/** One compilation for all documents: most of its time goes into the types that they have in common. */
let complaints: string[];

const inDocs = existsSync(join(ROOT, 'docs'))
  ? readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md'))
  : [];
const DOCUMENTS = ['README.md', ...inDocs.map((file) => `docs/${file}`)];

beforeAll(() => {
  stage = packedPackage();
  mkdirSync(join(stage.dir, 'snippets'), { recursive: true });
  complaints = compileSnippets(DOCUMENTS.flatMap((name) => snippetsOf(name, readDocument(name))));
}, 120_000);

const readDocument = (name: string): string => readFileSync(join(ROOT, name), 'utf8');

interface NamedSnippet extends Snippet {
  readonly id: string;
}

function snippetsOf(name: string, markdown: string): NamedSnippet[] {
  return extractSnippets(markdown).map((snippet) => ({
    ...snippet,
    id: `${name.replaceAll('/', '_')}-${snippet.line}${snippet.isTest ? '.spec' : ''}`,
  }));
}

const pathOf = (id: string, extension: string): string => join(stage.dir, 'snippets', `${id}.${extension}`);

/** What the compiler has to say, by the lines of the documents. */
function compileSnippets(snippets: readonly NamedSnippet[]): string[] {
  for (const { id, code } of snippets) {
    writeFileSync(pathOf(id, 'mts'), code);
  }
  const files = snippets.map(({ id }) => pathOf(id, 'mts'));
  return compile(files, stage.dir).map((complaint) => complaint.replace(join(stage.dir, 'snippets/'), ''));
}

/** What is wrong with the programs of a document. */
async function check(name: string, markdown: string): Promise<string[]> {
  const snippets = snippetsOf(name, markdown);
  const all = DOCUMENTS.includes(name) ? complaints : compileSnippets(snippets);
  const problems = all.filter((complaint) => snippets.some(({ id }) => complaint.startsWith(`${id}.mts:`)));
  for (const { id, output } of problems.length === 0 ? snippets.filter(({ runs }) => runs) : []) {
    const printed = (await run(process.execPath, [pathOf(id, 'mjs')], stage.dir)).output;
    if (printed !== output) {
      problems.push(`${id} prints\n${printed}instead of\n${output}`);
    }
  }
  const tests = problems.length === 0 ? snippets.filter(({ isTest }) => isTest) : [];
  return tests.length === 0 ? problems : [...problems, ...(await runTests(tests.map(({ id }) => `${id}.mjs`)))];
}

async function runTests(files: string[]): Promise<string[]> {
  const folder = join(stage.dir, 'snippets');
  // The settings of the repository would put the sources in the place of the package.
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default { test: { include: ${JSON.stringify(files)} } };\n`);
  const vitest = join(stage.dir, 'node_modules/vitest/vitest.mjs');
  const { exitCode, output } = await run(process.execPath, [vitest, 'run', '--root', folder], stage.dir);
  return exitCode === 0 ? [] : [output];
}

describe('the documents', () => {
  it('compile without complaints that belong to none of them', () => {
    expect(complaints.filter((complaint) => !/^[\w.-]+\.mts:\d+ /.test(complaint))).toEqual([]);
  });

  it.each(DOCUMENTS)('show programs that compile and print what %s says', { timeout: 120_000 }, async (name) => {
    expect(await check(name, readDocument(name))).toEqual([]);
  });

  it('open with a program that is run', () => {
    expect(extractSnippets(readDocument('README.md'))[0]?.runs).toBe(true);
  });

  it('give the two commands, and CI runs the second as it stands', () => {
    expect(readDocument('README.md')).toContain('\nnpm ci && npm run sample\n');
    expect(readDocument('README.md')).toContain('\nnpm ci && npm test\n');
    expect(readDocument('.ci/run')).toContain('\nnpm ci && npm test\n');
  });
});

describe('a wrong document', () => {
  it('is refused where a program does not compile, by the line of the document', { timeout: 30_000 }, async () => {
    const markdown = [
      '# Title',
      '',
      '```ts',
      `const count: number = 1;`,
      '```',
      'and',
      '```ts more',
      `count.trim();`,
      '```',
      '',
    ];
    expect(await check('planted.md', markdown.join('\n'))).toEqual([
      `planted.md-3.mts:8 Property 'trim' does not exist on type 'number'.`,
    ]);
  });

  it('is refused where it asks the package for what is not there', { timeout: 30_000 }, async () => {
    const markdown = ['```ts', `import { Nothing } from 'nestjs-stats';`, 'Nothing();', '```'];
    expect(await check('planted.md', markdown.join('\n'))).toEqual([
      `planted.md-1.mts:2 Module '"nestjs-stats"' has no exported member 'Nothing'.`,
    ]);
  });

  it('is refused where a program prints something else', { timeout: 30_000 }, async () => {
    const markdown = ['```ts run', `console.log(1 + 1);`, '```', 'prints', '```text', '3', '```'];
    expect(await check('planted.md', markdown.join('\n'))).toEqual(['planted.md-1 prints\n2\ninstead of\n3\n']);
  });

  it('is refused where a test fails', { timeout: 30_000 }, async () => {
    const markdown = [
      '```ts test',
      `import { expect, it } from 'vitest';`,
      `it('adds up', () => expect(1 + 1).toBe(3));`,
      '```',
    ];
    const [problem] = await check('planted.md', markdown.join('\n'));
    expect(problem).toContain('expected 2 to be 3');
  });

  it.each([
    [
      'a program to run without its output',
      ['```ts run', '```', '```sh', '```'],
      'line 1: a "ts run" block must be followed',
    ],
    ['a continuation of nothing', ['```ts more', '```'], 'line 1: "ts more" has no open ts block before it'],
    ['a mark that means nothing', ['```ts rnu', '```'], 'line 1: "ts rnu" means nothing here'],
  ])('is refused for %s', (_fault, lines, message) => {
    expect(() => extractSnippets(lines.join('\n'))).toThrow(message);
  });
});
