import type { Tags } from '../../common/tags';
import { MILLISECONDS as DELAY, PORT } from '../../transports/expectation';
import type { EnvValue } from './env-reader';

const TRUE = ['true', 't', 'yes', 'on'];
const FALSE = ['false', 'f', 'no', 'off'];

export const TEXT: EnvValue<string> = { expected: 'a text', parse: (text) => text };

/** As sprockets reads it: a whole number means true where it is not 0. */
export const FLAG: EnvValue<boolean> = {
  expected: `one of ${[...TRUE, ...FALSE].join(', ')}, or a whole number`,
  parse(text) {
    const word = text.toLowerCase();
    if (/^[+-]?\d+$/.test(word)) {
      return Number(word) !== 0;
    }
    return TRUE.includes(word) ? true : FALSE.includes(word) ? false : undefined;
  },
};

export const MILLISECONDS: EnvValue<number> = {
  expected: `0, or ${DELAY.expected}`,
  parse(text) {
    const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
    return ms === 0 || DELAY.accepts(ms) ? ms : undefined;
  },
};

export const WHOLE_NUMBER: EnvValue<number> = {
  expected: 'a whole number from 1',
  parse(text) {
    const number = wholeNumber(text);
    return Number.isSafeInteger(number) && number >= 1 ? number : undefined;
  },
};

export const PORT_NUMBER: EnvValue<number> = {
  expected: PORT.expected,
  parse(text) {
    const number = wholeNumber(text);
    return PORT.accepts(number) ? number : undefined;
  },
};

/** `env:prod,zone:a`; a tag may be its key alone. */
export const TAGS: EnvValue<Tags> = {
  expected: 'tags such as env:prod,zone:a',
  parse: (text) => tagsOf(text.split(',')),
};

/** As Datadog's own clients read it: where there is no comma, spaces part the tags. */
export const DATADOG_TAGS: EnvValue<Tags> = {
  expected: 'tags such as env:prod,zone:a or env:prod zone:a',
  parse: (text) => tagsOf(text.split(text.includes(',') ? ',' : /\s+/)),
};

/** One of some words, in any case. */
export function wordOf<const W extends string>(...words: readonly W[]): EnvValue<W> {
  return {
    expected: words.join(' or '),
    parse: (text) => words.find((word) => word === text.toLowerCase()),
  };
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : NaN;
}

function tagsOf(parts: readonly string[]): Tags | undefined {
  const pairs = parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const colon = part.indexOf(':');
      return colon === -1 ? [part, ''] : [part.slice(0, colon), part.slice(colon + 1)];
    });
  return pairs.some(([key]) => key === '') ? undefined : (Object.fromEntries(pairs) as Tags);
}
