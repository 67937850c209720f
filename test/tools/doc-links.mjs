// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/**
 * The links of Markdown documents that lead nowhere: to a file that is not there, or to a heading that its document does not
 * have. Links to other hosts are left alone.
 *
 * @param {string} root
 * @param {readonly string[]} documents relative to the root
 * @returns {string[]} `docs/options.md:12: delivery.md#the-cue has no such heading`
 */
export function brokenLinks(root, documents) {
  return documents.flatMap((document) =>
    proseOf(readFileSync(join(root, document), 'utf8')).flatMap((text, at) =>
      [...text.matchAll(/\]\(([^()\s]+)\)/g)].flatMap(([, target = '']) => {
        const trouble = /^[a-z]+:/.test(target) ? undefined : troubleWith(root, document, target);
        return trouble === undefined ? [] : [`${document}:${at + 1}: ${target} ${trouble}`];
      }),
    ),
  );
}

/**
 * @param {string} root
 * @param {string} document
 * @param {string} target
 */
function troubleWith(root, document, target) {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : normalize(join(dirname(document), path));
  if (!existsSync(join(root, file))) {
    return 'is no file';
  }
  if (anchor === undefined) {
    return undefined;
  }
  return anchorsOf(readFileSync(join(root, file), 'utf8')).includes(anchor) ? undefined : 'has no such heading';
}

/**
 * The anchors of the headings, as they are made on the usual hosts: lower case, hyphens for spaces, other marks left out, and
 * a number on those that came before.
 *
 * @param {string} markdown
 */
function anchorsOf(markdown) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return proseOf(markdown).flatMap((text) => {
    const heading = /^#{1,6} +(.*)$/.exec(text)?.[1];
    if (heading === undefined) {
      return [];
    }
    const anchor = heading
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return [count === 0 ? anchor : `${anchor}-${count}`];
  });
}

/**
 * The lines, those of fenced blocks made empty: each keeps its number.
 *
 * @param {string} markdown
 */
function proseOf(markdown) {
  let isCode = false;
  return markdown.split('\n').map((line) => {
    const isFence = line.startsWith('```');
    isCode = isFence ? !isCode : isCode;
    return isFence || isCode ? '' : line;
  });
}
