// @ts-check

/**
 * A program in a document.
 *
 * @typedef {object} Snippet
 * @property {number} line Where its fence opens, from 1.
 * @property {string} code Filled up with empty lines at the top, so that every line has the number it has in the document.
 * @property {boolean} runs
 * @property {boolean} isTest
 * @property {string} [output] What it prints, where the document says so.
 */

/**
 * Takes the programs out of a Markdown document. The words behind `ts` in the fence say what becomes of a block:
 *
 * - `ts`: a module of its own, which must compile;
 * - `ts more`: goes on from the `ts` block before it;
 * - `ts test`: tests, which vitest runs, and which must pass;
 * - `ts run`: is run as well. The next block of the document must be `text`: what it prints, to the letter.
 *
 * @param {string} markdown
 * @returns {Snippet[]}
 */
export function extractSnippets(markdown) {
  /** @type {Snippet[]} */
  const snippets = [];
  for (const { line, words, body } of fences(markdown)) {
    const [language, ...marks] = words;
    const last = snippets.at(-1);
    if (language === 'ts') {
      const unknown = marks.find((mark) => mark !== 'more' && mark !== 'run' && mark !== 'test');
      if (unknown !== undefined) {
        throw new Error(`line ${line}: "ts ${unknown}" means nothing here; there are ts, ts more, ts run and ts test`);
      }
      const runs = marks.includes('run');
      const isTest = marks.includes('test');
      if (!marks.includes('more')) {
        snippets.push({ line, code: '\n'.repeat(line) + body, runs, isTest });
      } else if (last === undefined || last.runs) {
        throw new Error(`line ${line}: "ts more" has no open ts block before it`);
      } else {
        last.code += '\n'.repeat(line - last.code.split('\n').length + 1) + body;
        last.runs = runs;
      }
    } else if (last?.runs && last.output === undefined && language === 'text') {
      last.output = body;
    } else if (last?.runs && last.output === undefined) {
      break;
    }
  }
  const mute = snippets.find((snippet) => snippet.runs && snippet.output === undefined);
  if (mute !== undefined) {
    throw new Error(`line ${mute.line}: a "ts run" block must be followed by a text block with its output`);
  }
  return snippets;
}

/**
 * The fenced blocks of a document.
 *
 * @param {string} markdown
 * @returns {{ line: number, words: string[], body: string }[]}
 */
function fences(markdown) {
  const found = [];
  const lines = markdown.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const opening = /^```(\S.*)?$/.exec(lines[index] ?? '');
    if (opening !== null) {
      const end = lines.indexOf('```', index + 1);
      const closing = end < 0 ? lines.length : end;
      const body = lines.slice(index + 1, closing).map((line) => `${line}\n`);
      found.push({ line: index + 1, words: (opening[1] ?? '').split(' '), body: body.join('') });
      index = closing;
    }
  }
  return found;
}
