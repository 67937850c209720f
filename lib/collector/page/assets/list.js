import { itemsOf, matcher } from './filter.js';
import { short } from './format.js';
import { COUNT, mainOf, PER_SECOND } from './model.js';
import { drawSpark } from './spark.js';
/** @typedef {import('./filter.js').Item} Item */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Series} Series */

/** Rows that stand ready above and below what can be seen. */
const SPARE_ROWS = 6;

/**
 * The list of series. Only the rows that can be seen exist, so that thousands of series cost no more than a screen full.
 */
export class SeriesList {
  search = '';
  groupKey = '';
  /** @type {Set<string>} */
  closed = new Set();
  /** Called with what was chosen or left. @type {(series: Series) => void} */
  onToggle = () => {};
  /** @type {(count: number) => void} */
  onFound = () => {};
  /** The colour of a chosen series. @type {(id: number) => number | undefined} */
  colourOf = () => undefined;

  /** @type {Item[]} */
  #items = [];
  /** @type {Row[]} */
  #rows = [];
  #active = 0;
  #itemsMade = '';

  /**
   * @param {Model} model
   * @param {HTMLElement} box
   * @param {HTMLElement} sizer
   * @param {HTMLElement} empty
   */
  constructor(model, box, sizer, empty) {
    this.model = model;
    this.box = box;
    this.sizer = sizer;
    this.empty = empty;
    box.addEventListener('scroll', () => this.draw(), { passive: true });
    box.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.draw()).observe(box);
  }

  /** Brings the list up to the model. */
  draw() {
    this.#makeItems();
    const rowHeight = parseFloat(getComputedStyle(this.box).getPropertyValue('--row'));
    this.sizer.style.height = `${this.#items.length * rowHeight}px`;
    this.empty.hidden = this.#items.length > 0;
    this.empty.textContent =
      this.model.byId.size === 0
        ? 'Nothing has come yet. Send a metric to the collector, and it shows up here.'
        : 'No series matches the search.';
    this.box.setAttribute('aria-rowcount', String(this.#items.length));
    const first = Math.max(0, Math.floor(this.box.scrollTop / rowHeight) - SPARE_ROWS);
    const count = Math.ceil(this.box.clientHeight / rowHeight) + 2 * SPARE_ROWS;
    const last = Math.min(this.#items.length, first + count);
    while (this.#rows.length < last - first) {
      this.#rows.push(this.#createRow());
    }
    const colours = getComputedStyle(document.documentElement);
    const plain = colours.getPropertyValue('--soft');
    this.#rows.forEach((row, at) => {
      const index = first + at;
      const item = index < last ? this.#items[index] : undefined;
      row.show(item, index, rowHeight, index === this.#active);
      if (item?.series !== undefined) {
        const colour = this.colourOf(item.series.id);
        row.choose(colour);
        const line = colour === undefined ? plain : colours.getPropertyValue(`--c${colour}`);
        drawSpark(row.canvas, item.series.spark, item.series.kind !== 'gauge', line);
      }
    });
    this.box.setAttribute('aria-activedescendant', `row-${this.#active}`);
  }

  #makeItems() {
    // Groups carry sums, which move with every update; without groups the items stay the same while no series comes or goes.
    const made = `${this.model.membership} ${this.search}`;
    if (this.groupKey === '' && made === this.#itemsMade) {
      return;
    }
    this.#itemsMade = this.groupKey === '' ? made : '';
    const found = this.model.sorted.filter(matcher(this.search));
    this.#items = itemsOf(found, this.groupKey, this.closed);
    this.#active = Math.max(0, Math.min(this.#active, this.#items.length - 1));
    this.onFound(found.length);
  }

  #createRow() {
    const row = new Row();
    row.element.addEventListener('click', () => {
      this.#active = row.index;
      this.#toggle();
    });
    this.sizer.append(row.element);
    return row;
  }

  #toggle() {
    const item = this.#items[this.#active];
    if (item?.series !== undefined) {
      this.onToggle(item.series);
    } else if (item?.heading !== undefined && !this.closed.delete(item.heading)) {
      this.closed.add(item.heading);
    }
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const page = Math.max(1, this.#rows.length - 2 * SPARE_ROWS - 1);
    const last = this.#items.length - 1;
    /** @type {Record<string, number>} */
    const targets = {
      ArrowDown: this.#active + 1,
      ArrowUp: this.#active - 1,
      PageDown: this.#active + page,
      PageUp: this.#active - page,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      this.#active = Math.max(0, Math.min(last, target));
      this.#reveal();
      this.draw();
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.#toggle();
    } else {
      return;
    }
    event.preventDefault();
  }

  #reveal() {
    const rowHeight = parseFloat(getComputedStyle(this.box).getPropertyValue('--row'));
    const top = this.#active * rowHeight;
    if (top < this.box.scrollTop) {
      this.box.scrollTop = top;
    } else if (top + rowHeight > this.box.scrollTop + this.box.clientHeight) {
      this.box.scrollTop = top + rowHeight - this.box.clientHeight;
    }
  }
}

/** One row that stands for whatever item is scrolled to its place. Text is set as text, never as markup. */
class Row {
  index = 0;
  element = element('div', 'row');
  #swatch = element('span', 'swatch');
  #name = element('span', 'name');
  #tags = element('span', 'tags');
  #kind = element('span', 'kind');
  canvas = document.createElement('canvas');
  #count = element('span', 'figure count');
  #rate = element('span', 'figure rate');
  #now = element('span', 'figure now');

  constructor() {
    const title = element('span', 'title');
    title.append(this.#swatch, this.#name, this.#kind, this.#tags);
    this.element.append(title, this.canvas, this.#count, this.#rate, this.#now);
    this.element.setAttribute('role', 'row');
    [title, this.#count, this.#rate, this.#now].forEach((cell) => cell.setAttribute('role', 'gridcell'));
    this.canvas.setAttribute('role', 'presentation');
  }

  /**
   * @param {Item | undefined} item
   * @param {number} index
   * @param {number} rowHeight
   * @param {boolean} isActive
   */
  show(item, index, rowHeight, isActive) {
    this.index = index;
    this.element.hidden = item === undefined;
    if (item === undefined) {
      return;
    }
    this.element.id = `row-${index}`;
    this.element.setAttribute('aria-rowindex', String(index + 1));
    this.element.style.transform = `translateY(${index * rowHeight}px)`;
    this.element.classList.toggle('active', isActive);
    const isHeading = item.heading !== undefined;
    this.element.classList.toggle('heading', isHeading);
    [this.#swatch, this.#tags, this.#kind, this.canvas, this.#count, this.#rate].forEach(
      (part) => (part.hidden = isHeading),
    );
    if (isHeading) {
      this.element.setAttribute('aria-expanded', String(item.isOpen));
      this.element.removeAttribute('aria-selected');
      setText(this.#name, item.heading);
      setText(this.#now, `${item.size} series, counters ${short(item.perSecond)}/s`);
      return;
    }
    const { name, tagText, ownTagText, kind, row } = item.series;
    this.element.removeAttribute('aria-expanded');
    setText(this.#name, name);
    this.#name.title = name;
    setText(this.#tags, ownTagText);
    this.#tags.title = tagText;
    setText(this.#kind, kind);
    setText(this.#count, short(row[COUNT]));
    setText(this.#rate, short(row[PER_SECOND]));
    setText(this.#now, nowText(kind, row));
  }

  /** @param {number | undefined} colour */
  choose(colour) {
    this.element.setAttribute('aria-selected', String(colour !== undefined));
    this.#swatch.className = colour === undefined ? 'swatch' : `swatch k${colour}`;
  }
}

/**
 * @param {string} kind
 * @param {readonly (number | null)[]} row
 */
export function nowText(kind, row) {
  const value = short(row[mainOf(kind)]);
  return kind === 'counter' ? `${value}/s` : kind === 'gauge' || kind === 'set' ? value : `p95 ${value}`;
}

/**
 * @param {string} tag
 * @param {string} className
 */
function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

/**
 * @param {HTMLElement} target
 * @param {string} text
 */
function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}
