import { noticeItem } from './notices.js';
/** @typedef {import('./notices.js').Notice} Notice */

const MAX_LINES = 300;

/**
 * What came, as it came: the lines, those that were refused, events and service checks. Text is set as text, never as markup.
 */
export class Logs {
  /** @type {string[]} */
  #held = [];
  /** @type {readonly { line: string, reason: string }[] | undefined} */
  #heldRefused;
  /** @type {readonly Notice[] | undefined} */
  #heldNotices;
  /** Until the reader scrolls away from the end. */
  #isFollowing = true;

  /**
   * @param {HTMLElement} lines
   * @param {HTMLElement} refused
   * @param {HTMLElement} notices
   */
  constructor(lines, refused, notices) {
    this.lines = lines;
    this.refused = refused;
    this.notices = notices;
    lines.addEventListener('scroll', () => {
      this.#isFollowing = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    });
  }

  /** @param {{ lines: readonly string[], refused?: readonly { line: string, reason: string }[], notices?: readonly Notice[] }} message */
  hold({ lines, refused, notices }) {
    this.#held = this.#held.concat(lines).slice(-MAX_LINES);
    this.#heldRefused = refused ?? this.#heldRefused;
    this.#heldNotices = notices ?? this.#heldNotices;
  }

  /** Shows what was held. */
  show() {
    this.#showLines();
    if (this.#heldRefused !== undefined) {
      this.refused.replaceChildren(...this.#heldRefused.map(refusedItem).toReversed());
      this.#heldRefused = undefined;
    }
    if (this.#heldNotices !== undefined) {
      this.notices.replaceChildren(...this.#heldNotices.map(noticeItem).toReversed());
      this.#heldNotices = undefined;
    }
  }

  /** Forgets the lines: they are told anew. */
  clear() {
    this.#held = [];
    this.lines.replaceChildren();
  }

  /** Stays at the end, unless the reader has scrolled away from it. */
  #showLines() {
    if (this.#held.length === 0) {
      return;
    }
    const items = this.#held.map((line) => {
      const item = document.createElement('li');
      item.textContent = line.length > 500 ? `${line.slice(0, 500)}…` : line;
      return item;
    });
    this.#held = [];
    this.lines.append(...items);
    while (this.lines.childElementCount > MAX_LINES) {
      this.lines.firstElementChild?.remove();
    }
    if (this.#isFollowing) {
      this.lines.scrollTop = this.lines.scrollHeight;
    }
  }
}

/** @param {{ line: string, reason: string }} sample */
function refusedItem({ line, reason }) {
  const item = document.createElement('li');
  const why = document.createElement('small');
  why.textContent = reason;
  item.append(line, why);
  return item;
}

/**
 * Tabs as they are used by keyboard: one is in the tab order, the arrows go to the next.
 *
 * @param {HTMLElement[]} tabs
 */
export function wireTabs(tabs) {
  const choose = (/** @type {HTMLElement} */ chosen) => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel !== null) {
        panel.hidden = !isChosen;
        panel.scrollTop = tab.id === 'tab-lines' ? panel.scrollHeight : 0;
      }
    }
  };
  tabs.forEach((tab) => {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      const shown = tabs.filter(({ hidden }) => !hidden);
      const next = shown[(shown.indexOf(tab) + step + shown.length) % shown.length];
      if (step !== 0 && next !== undefined) {
        choose(next);
        next.focus();
      }
    });
  });
}
