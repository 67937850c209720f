import { Charts, labelOf } from './chart.js';
import { tagKeys } from './filter.js';
import { short } from './format.js';
import { nowText, SeriesList } from './list.js';
import { Logs, wireTabs } from './logs.js';
import { Model, PER_SECOND } from './model.js';

const AT_FIRST = 3;

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const model = new Model();
const list = new SeriesList(model, byId('list'), byId('sizer'), byId('empty'));
const charts = new Charts(model, byId('charts'));
const logs = new Logs(byId('panel-lines'), byId('panel-refused'), byId('panel-notices'));
const search = /** @type {HTMLInputElement} */ (byId('search'));
const group = /** @type {HTMLSelectElement} */ (byId('group'));
let isPaused = false;
let hasChosen = false;

list.colourOf = (/** @type {number} */ id) => charts.colourOf(id);
list.onFound = (/** @type {number} */ count) => {
  byId('found').textContent = `${count} series`;
};
list.onToggle = (/** @type {import('./model.js').Series} */ series) => {
  hasChosen = true;
  void toggle(series);
};

/** @param {import('./model.js').Series} series */
async function toggle(series) {
  const done = charts.toggle(series);
  draw();
  await done;
  draw();
}

function draw() {
  list.draw();
  charts.draw();
  drawLegend();
}

function drawTotals() {
  byId('total-series').textContent = short(model.byId.size);
  byId('total-rate').textContent = short(model.linesPerSecond);
  byId('total-lines').textContent = short(model.totals.lines);
  byId('total-packets').textContent = short(model.totals.packets);
  byId('total-refused').textContent = short(model.totals.refused);
  byId('total-refused-box').classList.toggle('some-refused', model.totals.refused > 0);
  byId('tab-refused').textContent = model.totals.refused > 0 ? `Refused (${short(model.totals.refused)})` : 'Refused';
}

function drawLogs() {
  logs.show();
  const count = logs.notices.childElementCount;
  byId('tab-notices').hidden = count === 0;
  byId('tab-notices').textContent = `Events (${count})`;
  // Another collector may stand at this address now, which knows of none.
  if (count === 0 && !logs.notices.hidden) {
    byId('tab-lines').click();
  }
}

function drawLegend() {
  const legend = byId('legend');
  const chosen = charts.chosen;
  // A button that is made anew loses the focus: only what stands in the rows changes while the rows stay the same.
  const shape = chosen.map(({ series, colour }) => `${series.id}:${colour}`).join();
  if (legend.dataset['shape'] !== shape) {
    legend.dataset['shape'] = shape;
    legend.replaceChildren(...chosen.map(legendItem));
  }
  chosen.forEach(({ series }, at) => {
    const figure = legend.children[at]?.querySelector('.figure');
    if (figure) {
      figure.textContent = nowText(series.kind, series.row);
    }
  });
}

/** @param {{ series: import('./model.js').Series, colour: number }} plotted */
function legendItem({ series, colour }) {
  const item = document.createElement('li');
  const swatch = document.createElement('span');
  swatch.className = `swatch k${colour}`;
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = labelOf(series);
  name.title = labelOf(series);
  const figure = document.createElement('span');
  figure.className = 'figure';
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.textContent = '✕';
  remove.setAttribute('aria-label', `Take ${labelOf(series)} out of the plot`);
  remove.addEventListener('click', () => list.onToggle(series));
  item.append(swatch, name, figure, remove);
  return item;
}

function drawCommonTags() {
  const { commonTagText } = model;
  byId('series-column').textContent = commonTagText === '' ? 'series' : `series, all with ${commonTagText}`;
}

function drawGroups() {
  const keys = tagKeys(model.sorted);
  const shown = [...group.options].slice(1).map(({ value }) => value);
  if (keys.join('\n') !== shown.join('\n')) {
    const chosen = group.value;
    const options = keys.map((key) => new Option(key, key));
    group.replaceChildren(new Option('nothing', ''), ...options);
    group.value = keys.includes(chosen) ? chosen : '';
    list.groupKey = group.value;
  }
}

/** So that the plot is not empty before anything was chosen. */
function chooseBusiest() {
  if (!hasChosen && charts.chosen.length === 0 && model.sorted.length > 0) {
    const busiest = [...model.sorted].sort((a, b) => (b.row[PER_SECOND] ?? 0) - (a.row[PER_SECOND] ?? 0));
    const timer = busiest.find(({ kind }) => kind === 'timer');
    const counters = busiest
      .filter(({ kind }) => kind === 'counter')
      .slice(0, timer === undefined ? AT_FIRST : AT_FIRST - 1);
    const first = timer === undefined ? counters : [...counters, timer];
    void Promise.all((first.length === 0 ? busiest.slice(0, 1) : first).map((series) => charts.toggle(series))).then(
      draw,
    );
  }
}

/** @param {any} message */
function follow(message) {
  logs.hold(message);
  charts.mark(message.notices);
  drawGroups();
  chooseBusiest();
  if (isPaused) {
    return;
  }
  drawTotals();
  drawCommonTags();
  drawLogs();
  requestAnimationFrame(draw);
}

const updates = new EventSource('updates');
updates.addEventListener('open', () => setLive(true));
updates.addEventListener('error', () => setLive(false));
updates.addEventListener('state', ({ data }) => {
  const message = JSON.parse(data);
  model.applyState(message);
  charts.reattach();
  logs.clear();
  follow(message);
});
updates.addEventListener('update', ({ data }) => {
  const message = JSON.parse(data);
  model.applyUpdate(message);
  charts.advance();
  follow(message);
});

/** @param {boolean} isLive */
function setLive(isLive) {
  document.body.classList.toggle('live', isLive && !isPaused);
  byId('status').textContent = isPaused ? 'paused' : isLive ? 'live' : 'connection lost, trying again …';
}

function togglePause() {
  isPaused = !isPaused;
  const button = byId('pause');
  button.setAttribute('aria-pressed', String(isPaused));
  button.textContent = isPaused ? 'Go on' : 'Pause';
  setLive(updates.readyState === EventSource.OPEN);
  if (!isPaused) {
    drawTotals();
    drawCommonTags();
    drawLogs();
    draw();
  }
}

byId('pause').addEventListener('click', togglePause);
byId('theme').addEventListener('click', () => {
  const isDark =
    document.documentElement.dataset['theme'] ??
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  setTheme(isDark === 'dark' ? 'light' : 'dark');
  draw();
});
search.addEventListener('input', () => {
  list.search = search.value;
  list.box.scrollTop = 0;
  list.draw();
});
search.form?.addEventListener('submit', (event) => event.preventDefault());
group.addEventListener('change', () => {
  list.groupKey = group.value;
  list.closed.clear();
  list.draw();
});
wireTabs([byId('tab-lines'), byId('tab-refused'), byId('tab-notices')]);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
document.addEventListener('keydown', (event) => {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select');
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping) {
    return;
  }
  if (event.key === '/') {
    search.focus();
    event.preventDefault();
  } else if (event.key === 'p') {
    togglePause();
  }
});

/** @param {string} theme */
function setTheme(theme) {
  document.documentElement.dataset['theme'] = theme;
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // A browser that keeps nothing keeps no theme either.
  }
}

try {
  const theme = localStorage.getItem('theme');
  if (theme === 'dark' || theme === 'light') {
    document.documentElement.dataset['theme'] = theme;
  }
} catch {
  // As above.
}
