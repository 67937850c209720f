/**
 * An event or a service check.
 *
 * @typedef {object} Notice
 * @property {number} atMs
 * @property {string} what
 * @property {string} level
 * @property {string} title
 * @property {string} text
 * @property {readonly (readonly [string, string])[]} tags
 */

import { textOf } from './model.js';

/** The classes of the levels that stand out. @type {Record<string, string>} */
const CLASSES = { error: 'bad', critical: 'bad', warning: 'doubtful', success: 'good', ok: 'good' };

const DAY_MS = 86_400_000;

/**
 * A notice for the list. Text is set as text, never as markup.
 *
 * @param {Notice} notice
 */
export function noticeItem({ atMs, what, level, title, text, tags }) {
  const item = document.createElement('li');
  const head = document.createElement('p');
  head.append(
    part('span', `level ${CLASSES[level] ?? ''}`, level),
    part('span', 'what', what),
    part('strong', '', title),
    timeOf(atMs),
  );
  item.append(head);
  if (text !== '') {
    item.append(part('p', 'text', text));
  }
  if (tags.length > 0) {
    item.append(part('p', 'tags', textOf(tags)));
  }
  return item;
}

/** @param {number} atMs */
function timeOf(atMs) {
  const at = new Date(atMs);
  const time = document.createElement('time');
  // A sender may give any number; not every one is a date.
  if (!Number.isNaN(at.getTime())) {
    const isRecent = Math.abs(Date.now() - atMs) < DAY_MS / 2;
    time.dateTime = at.toISOString();
    time.textContent = at.toLocaleString([], {
      hourCycle: 'h23',
      timeStyle: 'medium',
      ...(!isRecent && { dateStyle: 'medium' }),
    });
  }
  return time;
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {string} text
 */
function part(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
