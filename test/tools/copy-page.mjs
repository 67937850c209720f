// @ts-check
/**
 * Puts the files of the collector's live page, and uPlot with its licence, beside the compiled code that serves them:
 *
 *     node test/tools/copy-page.mjs
 */
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FROM = join(ROOT, 'lib/collector/page/assets');
const TO = join(ROOT, 'dist/collector/page/assets');
const UPLOT = join(ROOT, 'node_modules/uplot');

mkdirSync(TO, { recursive: true });
for (const file of readdirSync(FROM).filter((name) => /\.(?:html|css|js)$/.test(name))) {
  copyFileSync(join(FROM, file), join(TO, file));
}
copyFileSync(join(UPLOT, 'dist/uPlot.iife.min.js'), join(TO, 'uPlot.iife.min.js'));
copyFileSync(join(UPLOT, 'dist/uPlot.min.css'), join(TO, 'uPlot.min.css'));
copyFileSync(join(UPLOT, 'LICENSE'), join(TO, 'uPlot.LICENSE'));
