import { short } from './format.js';
import { mainOf, plottedOf } from './model.js';
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Series} Series */

/** @typedef {import('./notices.js').Notice} Notice */

/** @typedef {{ series: Series, colour: number, points: (number | null)[][] }} Plotted */
/** @typedef {{ unit: string, lines: { label: string, colour: number, dash?: number[], points: (number | null)[] }[] }} Chart */

const POINTS = 180;
const COLOURS = 8;
const PERCENTILES = ['p50', 'p95', 'max'];
const DASHES = [[2, 3], undefined, [7, 3]];

/** The big plot of the chosen series: a plot for each unit, on one axis of time. */
export class Charts {
  /** @type {Map<number, Plotted>} */
  #plotted = new Map();
  /** @type {{ plot: any, box: HTMLElement }[]} */
  #plots = [];
  #shape = '';
  /** @type {readonly Notice[]} */
  #events = [];

  /**
   * @param {Model} model
   * @param {HTMLElement} box
   */
  constructor(model, box) {
    this.model = model;
    this.box = box;
    new ResizeObserver(() => this.#resize()).observe(box);
  }

  /** @param {number} id */
  colourOf(id) {
    return this.#plotted.get(id)?.colour;
  }

  get chosen() {
    return [...this.#plotted.values()];
  }

  /**
   * Adds or takes away a series; the first chosen leaves when there are more than colours.
   *
   * @param {Series} series
   */
  async toggle(series) {
    if (this.#plotted.delete(series.id)) {
      return;
    }
    if (this.#plotted.size >= COLOURS) {
      this.#plotted.delete([...this.#plotted.keys()][0] ?? 0);
    }
    const used = new Set(this.chosen.map(({ colour }) => colour));
    const colour = Array.from({ length: COLOURS }, (_, at) => at).find((at) => !used.has(at)) ?? 0;
    /** @type {Plotted} */
    const plotted = { series, colour, points: plottedOf(series.kind).map(() => []) };
    this.#plotted.set(series.id, plotted);
    const response = await fetch(`series/${series.id}`).catch(() => undefined);
    const past = response?.ok ? await response.json() : undefined;
    if (past !== undefined) {
      plotted.points = past;
    }
  }

  /** Takes in one more second. */
  advance() {
    for (const { series, points } of this.#plotted.values()) {
      plottedOf(series.kind).forEach((number, at) => {
        const line = points[at];
        line?.push(series.row[number] ?? null);
        if (line !== undefined && line.length > POINTS) {
          line.shift();
        }
      });
    }
  }

  /** @param {readonly Notice[] | undefined} notices The latest, where there are others than before. */
  mark(notices) {
    this.#events = notices?.filter(({ what }) => what === 'event') ?? this.#events;
  }

  /** After the collector told everything anew: its ids may be others. */
  reattach() {
    const before = this.chosen;
    this.#plotted.clear();
    for (const { series, colour } of before) {
      const now = this.model.sorted.find(
        (one) => one.name === series.name && one.kind === series.kind && one.tagText === series.tagText,
      );
      if (now !== undefined) {
        void this.toggle(now).then(() => this.draw());
        const plotted = this.#plotted.get(now.id);
        if (plotted !== undefined) {
          plotted.colour = colour;
        }
      }
    }
  }

  draw() {
    for (const id of this.#plotted.keys()) {
      if (!this.model.byId.has(id)) {
        this.#plotted.delete(id);
      }
    }
    const charts = chartsOf(this.chosen);
    const theme =
      document.documentElement.dataset['theme'] ?? String(matchMedia('(prefers-color-scheme: dark)').matches);
    const shape = JSON.stringify([
      theme,
      charts.map(({ unit, lines }) => [unit, lines.map(({ label, colour }) => [label, colour])]),
    ]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#create(charts);
    }
    charts.forEach((chart, at) => this.#plots[at]?.plot?.setData(this.#dataOf(chart)));
  }

  /** @param {Chart} chart */
  #dataOf({ lines }) {
    const length = Math.max(1, ...lines.map(({ points }) => points.length));
    const end = this.model.atMs / 1000;
    const times = Array.from({ length }, (_, at) => end - (length - 1 - at));
    return [times, ...lines.map(({ points }) => [...Array(length - points.length).fill(null), ...points])];
  }

  /** @param {Chart[]} charts */
  #create(charts) {
    this.#plots.forEach(({ plot }) => plot?.destroy());
    this.box.replaceChildren();
    this.#plots = charts.map((chart) => {
      const title = document.createElement('h2');
      title.textContent = chart.unit;
      const box = document.createElement('div');
      box.className = 'plot';
      box.setAttribute('role', 'img');
      box.setAttribute('aria-label', `${chart.unit}: ${chart.lines.map(({ label }) => label).join(', ')}`);
      this.box.append(title, box);
      return { box, plot: this.#plotIn(box, chart) };
    });
  }

  /**
   * @param {HTMLElement} box
   * @param {Chart} chart
   */
  #plotIn(box, chart) {
    const Plot = /** @type {any} */ (window).uPlot;
    if (Plot === undefined) {
      box.textContent = 'The plot could not be loaded.';
      return undefined;
    }
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--soft'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
    };
    const options = {
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false },
      hooks: {
        draw: [(/** @type {any} */ plot) => drawEvents(plot, this.#events, colour('--soft'), style.fontFamily)],
      },
      scales: { y: { range: { min: { pad: 0.1, soft: 0, mode: 1 }, max: { pad: 0.1, soft: 1, mode: 2 } } } },
      axes: [
        { ...axis, space: 80, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(timeText) },
        { ...axis, size: 56, values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(short) },
      ],
      series: [
        {},
        ...chart.lines.map((line) => ({
          label: line.label,
          stroke: colour(`--c${line.colour}`),
          width: 2,
          dash: line.dash,
          points: { show: false },
        })),
      ],
    };
    return new Plot(options, this.#dataOf(chart), box);
  }

  #resize() {
    this.#plots.forEach(({ plot, box }) => plot?.setSize({ width: box.clientWidth, height: box.clientHeight }));
  }
}

/**
 * @param {Plotted[]} chosen
 * @returns {Chart[]}
 */
function chartsOf(chosen) {
  const timed = chosen.filter(({ points }) => points.length === 3);
  const milliseconds = timed.every(({ series }) => series.kind === 'timer') ? ', milliseconds' : '';
  const charts = [
    { unit: 'per second', lines: linesOf(chosen.filter(({ series }) => series.kind === 'counter')) },
    { unit: 'value', lines: linesOf(chosen.filter(({ series }) => series.kind === 'gauge' || series.kind === 'set')) },
    timed.length === 1
      ? {
          unit: `p50 (dotted), p95, max (dashed) of the last minute${milliseconds}`,
          lines: timed.flatMap(percentileLines),
        }
      : { unit: `p95 of the last minute${milliseconds}`, lines: linesOf(timed) },
  ];
  return charts.filter(({ lines }) => lines.length > 0);
}

/** @param {Plotted[]} plotted */
function linesOf(plotted) {
  return plotted.map(({ series, colour, points }) => ({
    label: labelOf(series),
    colour,
    points: points[plottedOf(series.kind).indexOf(mainOf(series.kind))] ?? [],
  }));
}

/** @param {Plotted} plotted */
function percentileLines({ series, colour, points }) {
  return PERCENTILES.map((label, at) => ({
    label: `${labelOf(series)} ${label}`,
    colour,
    dash: DASHES[at],
    points: points[at] ?? [],
  }));
}

/**
 * A line at each event, with its title where that does not run into the one before.
 *
 * @param {any} plot
 * @param {readonly Notice[]} events
 * @param {string} colour
 * @param {string} fontFamily
 */
function drawEvents(plot, events, colour, fontFamily) {
  const { left, top, width, height } = plot.bbox;
  const { ctx } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = unit;
  ctx.setLineDash([2 * unit, 3 * unit]);
  ctx.font = `${11 * unit}px ${fontFamily}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  let free = left;
  for (const { atMs, title } of events.toSorted((a, b) => a.atMs - b.atMs)) {
    const x = Math.round(plot.valToPos(atMs / 1000, 'x', true));
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    if (x >= free && x < left + width) {
      const text = title.length > 24 ? `${title.slice(0, 23)}…` : title;
      ctx.fillText(text, x + 3 * unit, top + 2 * unit);
      free = x + ctx.measureText(text).width + 8 * unit;
    }
  }
  ctx.restore();
}

/** @param {number} seconds Since the epoch. */
function timeText(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hourCycle: 'h23', timeStyle: 'medium' });
}

/** @param {Series} series */
export function labelOf({ name, ownTagText }) {
  return ownTagText === '' ? name : `${name} ${ownTagText}`;
}
