import { createSocket } from 'node:dgram';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StatsCollector } from '../../lib/collector/stats-collector';

/** From Debian: @debian chromium */
const CHROMIUM = '/usr/bin/chromium';

describe.skipIf(!existsSync(CHROMIUM))('the live page in Chromium', () => {
  let browser: Browser;
  let collector: StatsCollector;
  let page: Page;
  const trouble: string[] = [];
  const socket = createSocket('udp4');

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    socket.close();
    await browser.close();
  });

  afterEach(async () => {
    await page.close();
    await collector.close();
    if (trouble.length > 0) {
      throw new Error(`The page was in trouble: ${trouble.splice(0).join('\n')}`);
    }
  });

  async function openPage(options: BrowserContextOptions = {}): Promise<void> {
    collector = await StatsCollector.start({ page: true });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    page.on('console', (message) => trouble.push(message.text()));
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('dialog', () => trouble.push('a dialog'));
    await page.goto(collector.pageUrl ?? '');
  }

  async function send(...lines: string[]): Promise<void> {
    const before = collector.totals.lines;
    for (let at = 0; at < lines.length; at += 20) {
      socket.send(lines.slice(at, at + 20).join('\n'), Number(new URL(collector.url).port), '127.0.0.1');
    }
    await collector.waitFor(before + lines.length);
  }

  // Asked within the page by the debugger's means: the page's own policy lets no text become code.
  async function until(condition: string): Promise<void> {
    await page.evaluate(
      `new Promise((resolve) => {
        const look = () => ((${condition}) ? resolve() : requestAnimationFrame(look));
        look();
      })`,
    );
  }

  const rows = "[...document.querySelectorAll('.row')].filter((row) => !row.hidden)";
  const names = `${rows}.map((row) => row.querySelector('.name').textContent)`;

  it('shows what arrives, and plots it, without being asked', async () => {
    await openPage();
    await send('orders.placed:2|c|#channel:web', 'db:4|ms', 'stock:-5|g', 'bad');
    await until(`${rows}.length === 3 && document.querySelectorAll('canvas').length > 3`);
    expect(await page.evaluate(names)).toEqual(['db', 'orders.placed', 'stock']);
    expect(await page.textContent('#total-refused')).toBe('1');
    expect(await page.textContent('#panel-refused')).toBe('badno ":" between a name and a value');
    expect(await page.evaluate("document.querySelectorAll('#charts .plot').length")).toBe(2);
  });

  it('shows markup as the text that it is', async () => {
    await openPage();
    await send('<b>bold</b>:1|c|#<i>k</i>:<script>alert(1)</script>', '<img/src=x/onerror=alert(1)>:x|c');
    await until(`${rows}.length === 1`);
    expect(await page.evaluate(names)).toEqual(['<b>bold</b>']);
    expect(await page.textContent('.row .tags')).toBe('<i>k</i>=<script>alert(1)</script>');
    expect(await page.evaluate("document.querySelectorAll('b, i, img').length")).toBe(0);
  });

  it('lists events and service checks once there are any, the latest first', async () => {
    await openPage();
    await send('a:1|c');
    await until(`${rows}.length === 1`);
    expect(await page.isVisible('#tab-notices')).toBe(false);
    await send(
      '_e{8,17}:deployed|version\\n<b>2</b>|h:web-1|t:success|#env:prod',
      '_sc|<i>db</i>|2|d:1700000000|m:no answer',
    );
    await until("document.getElementById('tab-notices').textContent === 'Events (2)'");
    await page.click('#tab-notices');
    const times = "[...document.querySelectorAll('#panel-notices time')].map((time) => time.dateTime)";
    expect(await page.evaluate(times)).toEqual(['2023-11-14T22:13:20.000Z', expect.stringMatching(/^20\d\d-/)]);
    expect(await page.locator('#panel-notices li').allInnerTexts()).toEqual([
      expect.stringMatching(/^critical\s+check\s+<i>db<\/i>\s+.*2023.*\s+no answer$/),
      expect.stringMatching(/^success\s+event\s+deployed\s+[\d:]+\s+version\n<b>2<\/b>\s+host=web-1  env=prod$/),
    ]);
    expect(await page.evaluate("document.querySelectorAll('#panel-notices :is(b, i)').length")).toBe(0);
    expect(await page.evaluate(CONTRASTS)).toEqual([]);
  });

  it('leaves out of each row the tags that all have, and says which', async () => {
    await openPage();
    await send('a:1|c|#env:prod,zone:x', 'b:1|c|#env:prod,zone:y', 'c:1|c|#env:prod');
    await until(`${rows}.length === 3`);
    expect(await page.evaluate(`${rows}.map((row) => row.querySelector('.tags').textContent)`)).toEqual([
      'zone=x',
      'zone=y',
      '',
    ]);
    expect(await page.textContent('#series-column')).toBe('series, all with env=prod');
    await page.fill('#search', 'env=prod zone=y');
    expect(await page.evaluate(names)).toEqual(['b']);
  });

  it('shows the plots, the series and then the lines where it is narrow', async () => {
    await openPage({ viewport: { width: 390, height: 844 } });
    await send('a:1|c|#env:prod');
    await until(`${rows}.length === 1`);
    const tops =
      "['charts', 'list', 'panel-lines'].map((id) => document.getElementById(id).getBoundingClientRect().top)";
    const [charts, list, lines] = await page.evaluate<[number, number, number]>(tops);
    expect([charts < list, list < lines]).toEqual([true, true]);
  });

  it('searches and groups', async () => {
    await openPage();
    await send('a.one:1|c|#env:prod', 'a.two:1|c|#env:test', 'b.one:1|ms|#env:prod', 'b.two:1|g');
    await until(`${rows}.length === 4`);
    await page.fill('#search', 'one env=PROD -timer');
    expect(await page.evaluate(names)).toEqual(['a.one']);
    expect(await page.textContent('#found')).toBe('1 series');
    await page.fill('#search', '');
    await page.selectOption('#group', 'env');
    expect(await page.evaluate(names)).toEqual([
      'env = prod',
      'a.one',
      'b.one',
      'env = test',
      'a.two',
      'without env',
      'b.two',
    ]);
  });

  it('is used by keyboard', async () => {
    await openPage();
    await send('a:1|g', 'b:1|g', 'c:1|g');
    await until(`${rows}.length === 3 && document.querySelectorAll('[aria-selected=true]').length === 2`);
    await page.focus('#list');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const chosen = "[...document.querySelectorAll('#legend .name')].map((name) => name.textContent).join()";
    await until(`${chosen} === 'a,c'`);
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await until(`${chosen} === 'c'`);
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('search');
  });

  it('has tabs that are used by keyboard, as many as can be seen', async () => {
    await openPage();
    await send('a:1|c');
    await until(`${rows}.length === 1`);
    const chosen = "document.activeElement.id + ' ' + document.querySelector('[role=tabpanel]:not([hidden])').id";
    await page.focus('#tab-lines');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate(chosen)).toBe('tab-refused panel-refused');
    await send('_sc|db.up|0');
    await until("!document.getElementById('tab-notices').hidden");
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(chosen)).toBe('tab-notices panel-notices');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(chosen)).toBe('tab-lines panel-lines');
  });

  it('stands still while it is paused', async () => {
    await openPage();
    await send('a:1|c');
    await until(`${rows}.length === 1`);
    await page.keyboard.press('p');
    expect(await page.textContent('#status')).toBe('paused');
    await send('b:1|c', 'bad', '_sc|db.up|0');
    await page.evaluate("new Promise((resolve) => new EventSource('updates').addEventListener('update', resolve))");
    expect(await page.evaluate(names)).toEqual(['a']);
    const logs =
      "[...document.querySelectorAll('#panel-refused, #panel-notices')].map((panel) => panel.children.length)";
    expect(await page.evaluate(logs)).toEqual([0, 0]);
    await page.keyboard.press('p');
    await until(`${rows}.length === 2`);
    expect(await page.evaluate(logs)).toEqual([1, 1]);
  });

  it.each(['light', 'dark'] as const)('has enough contrast when it is %s, on a phone too', async (colorScheme) => {
    await openPage({ colorScheme, viewport: { width: 390, height: 844 } });
    await send('orders.placed:1|c|#channel:web');
    await until(`${rows}.length === 1`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.evaluate(CONTRASTS)).toEqual([]);
    await page.click('#theme');
    expect(await page.evaluate(CONTRASTS)).toEqual([]);
  });

  it('keeps its pace with 5,000 series', async () => {
    await openPage();
    await send(...Array.from({ length: 5_000 }, (_, at) => `bulk.metric_${at % 50}:1|c|#shard:${at}`));
    await until("document.getElementById('total-series').textContent === '5000'");
    expect(await page.evaluate(`document.querySelectorAll('.row').length < 60`)).toBe(true);
    await page.fill('#search', 'shard=4999');
    expect(await page.textContent('#found')).toBe('1 series');
  });
});

/** The texts whose contrast to what is behind them is below 4.5, as WCAG counts it. */
const CONTRASTS = `(() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parse(colour).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parse(colour)[3] !== 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.querySelectorAll('body *')].flatMap((element) => {
    const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join('');
    if (text === '' || element.closest('[hidden], noscript, script, option') || element.clientHeight === 0) return [];
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return contrast < 4.5 ? [text + ' ' + contrast.toFixed(2)] : [];
  });
})()`;
