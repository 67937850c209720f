import { Announcer } from './announcer';
import { keepDeploying } from './deploys';
import { startOwnServer } from './own-server';
import { Shop, type Bootstrap } from './shop';
import { driveTraffic } from './traffic';

/** The shop with customers and restarts of its own, and where nobody else does, a server that shows its metrics. */
export async function runShow(bootstrap: Bootstrap): Promise<void> {
  const server = process.env['STATS_URL'] === undefined ? await startOwnServer() : undefined;
  process.env['STATS_URL'] ??= server?.url;
  // Only to a server that is known to read events.
  const announcer = server && new Announcer(server.url);
  const shop = new Shop(bootstrap);
  await shop.open();

  const ending = new AbortController();
  process.once('SIGINT', () => ending.abort());
  process.once('SIGTERM', () => ending.abort());
  // Nobody reads what is printed any more.
  process.stdout.on('error', () => ending.abort());
  const hint = `The shop is open, try: curl ${shop.url}/orders/1 · Ctrl-C ends it`;
  if (server === undefined) {
    console.log(`Metrics go to ${process.env['STATS_URL']}\n${hint}`);
  } else {
    server.show(`Look at the metrics: ${server.pageUrl}\n${hint}`);
  }

  await Promise.all([driveTraffic(shop.url, ending.signal), keepDeploying(shop, announcer, ending.signal)]);
  await shop.close();
  await announcer?.close();
  await server?.close();

  const { recorded, lines, packets, bytes, dropped } = shop.sums;
  console.log(`\nRecorded ${recorded} calls, sent ${lines} lines in ${packets} packets (${bytes} bytes).`);
  console.log(dropped === 0 ? 'Nothing was dropped.' : `${dropped} were dropped.`);
}
