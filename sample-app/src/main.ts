import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { StatsService } from 'nestjs-stats';
import { AppModule } from './app.module';
import { startOwnServer } from './stage/own-server';
import { driveTraffic } from './stage/traffic';

async function main(): Promise<void> {
  const server = process.env['STATS_URL'] === undefined ? await startOwnServer() : undefined;
  process.env['STATS_URL'] ??= server?.url;

  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] });
  const stats = app.get(StatsService);
  await app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
  const url = await app.getUrl();

  const closing = new AbortController();
  const traffic = driveTraffic(url, closing.signal);
  const heading = `The shop is open, try: curl ${url}/orders/1 · Ctrl-C ends it`;
  if (server === undefined) {
    console.log(`${heading}\nMetrics go to ${process.env['STATS_URL']}`);
  } else {
    server.show(heading);
  }

  await new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  closing.abort();
  await traffic;
  await app.close();
  await server?.close();

  const { recorded, lines, packets, bytes, dropped } = stats.report();
  console.log(`\nRecorded ${recorded} calls, sent ${lines} lines in ${packets} packets (${bytes} bytes).`);
  const lost = Object.entries(dropped).filter(([, count]) => count > 0);
  console.log(lost.length === 0 ? 'Nothing was dropped.' : `Dropped: ${JSON.stringify(Object.fromEntries(lost))}`);
}

void main();
