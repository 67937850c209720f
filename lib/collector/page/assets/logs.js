const MAX_LINES = 300;

/** The lines as they arrive, and those that were refused. Text is set as text, never as markup. */
export class Logs {
  /** @type {string[]} */
  #held = [];
  /** Until the reader scrolls away from the end. */
  #isFollowing = true;

  /**
   * @param {HTMLElement} lines
   * @param {HTMLElement} refused
   */
  constructor(lines, refused) {
    this.lines = lines;
    this.refused = refused;
    lines.addEventListener('scroll', () => {
      this.#isFollowing = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 40;
    });
  }

  /** @param {readonly string[]} lines */
  hold(lines) {
    this.#held = this.#held.concat(lines).slice(-MAX_LINES);
  }

  /** Shows what was held. Stays at the end, unless the reader has scrolled away from it. */
  show() {
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

  /** @param {readonly { line: string, reason: string }[]} samples Oldest first; shown newest first. */
  showRefused(samples) {
    const items = samples.toReversed().map(({ line, reason }) => {
      const item = document.createElement('li');
      const why = document.createElement('small');
      why.textContent = reason;
      item.append(line, why);
      return item;
    });
    this.refused.replaceChildren(...items);
  }
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
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', () => choose(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
      const next = tabs[(at + step + tabs.length) % tabs.length];
      if (step !== 0 && next !== undefined) {
        choose(next);
        next.focus();
      }
    });
  });
}
