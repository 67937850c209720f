// @ts-check
/**
 * Makes the pictures of docs/images: the live page of the sample after a minute, in both themes, on a desktop and on a phone.
 * Needs the build and Debian's `chromium`. Run by hand when the page looks different:
 *
 *     npm run build && node test/tools/page-images.mjs
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const FOLDER = 'docs/images';
const HISTORY_MS = 75_000;
const SIZES = { desktop: { width: 1280, height: 720 }, phone: { width: 390, height: 844 } };
const THEMES = /** @type {const} */ (['light', 'dark']);

mkdirSync(FOLDER, { recursive: true });
const sample = spawn(process.execPath, ['sample-app/dist/main.js'], { stdio: ['ignore', 'pipe', 'inherit'] });
const url = await pageUrl();
await delay(HISTORY_MS);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of THEMES) {
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(url);
    await page.locator('#charts canvas').first().waitFor();
    // Two updates: with the second, every number on the page is from one moment.
    await page.evaluate(
      "new Promise((resolve) => { let left = 2; new EventSource('updates').addEventListener('update', () => --left || resolve()); })",
    );
    await page.screenshot({ path: `${FOLDER}/page-${size}-${colorScheme}.jpg`, type: 'jpeg', quality: 74 });
    await page.close();
  }
}
await browser.close();
sample.kill('SIGINT');
await once(sample, 'exit');

/** What the sample says at its start. Read to the end, for it prints on. */
function pageUrl() {
  let text = '';
  return new Promise((resolve, reject) => {
    sample.once('exit', () => reject(new Error(`The sample ended before it said where its page is:\n${text}`)));
    sample.stdout.setEncoding('utf8').on('data', (chunk) => {
      text = (text + chunk).slice(-10_000);
      const found = /^Look at the metrics: (\S+)$/m.exec(text)?.[1];
      if (found !== undefined) {
        resolve(found);
      }
    });
  });
}
