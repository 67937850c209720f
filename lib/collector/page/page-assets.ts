import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PageAsset {
  readonly type: string;
  readonly body: Buffer;
}

const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Path in the address, file and type. All that the page loads. */
const ASSETS: readonly (readonly [path: string, file: string, type: string])[] = [
  ['/', 'index.html', HTML],
  ['/style.css', 'style.css', CSS],
  ['/main.js', 'main.js', SCRIPT],
  ['/model.js', 'model.js', SCRIPT],
  ['/list.js', 'list.js', SCRIPT],
  ['/filter.js', 'filter.js', SCRIPT],
  ['/spark.js', 'spark.js', SCRIPT],
  ['/chart.js', 'chart.js', SCRIPT],
  ['/logs.js', 'logs.js', SCRIPT],
  ['/notices.js', 'notices.js', SCRIPT],
  ['/format.js', 'format.js', SCRIPT],
  ['/uplot.js', 'uPlot.iife.min.js', SCRIPT],
  ['/uplot.css', 'uPlot.min.css', CSS],
];

// The build puts uPlot beside the page's own files. In the source tree it is still where npm installed it.
const FOLDERS = [join(__dirname, 'assets'), join(__dirname, '../../../node_modules/uplot/dist')];

/** The files of the page by their path. One that is missing is left out. */
export function loadPageAssets(): ReadonlyMap<string, PageAsset> {
  const assets = new Map<string, PageAsset>();
  for (const [path, file, type] of ASSETS) {
    const found = FOLDERS.map((folder) => join(folder, file)).find((candidate) => existsSync(candidate));
    if (found !== undefined) {
      assets.set(path, { type, body: readFileSync(found) });
    }
  }
  return assets;
}
