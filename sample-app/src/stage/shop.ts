import { once } from 'node:events';
import { createServer } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { StatsService } from 'nestjs-stats';

const DEFAULT_PORT = 3_000;

/** Opens an application on that port; 0 is any free one. */
export type Bootstrap = (port: number) => Promise<INestApplication>;

/** The application, which is opened and closed again and again. */
export class Shop {
  url = '';
  /** What became of what all of them recorded. */
  readonly sums = { recorded: 0, lines: 0, packets: 0, bytes: 0, dropped: 0 };
  private app: INestApplication | undefined;

  constructor(private readonly bootstrap: Bootstrap) {}

  async open(): Promise<void> {
    const port = this.url === '' ? await firstPort() : Number(new URL(this.url).port);
    this.app = await this.bootstrap(port);
    this.url = await this.app.getUrl();
  }

  async close(): Promise<void> {
    const stats = this.app?.get(StatsService);
    await this.app?.close();
    if (stats !== undefined) {
      const { recorded, lines, packets, bytes, dropped } = stats.report();
      this.sums.recorded += recorded;
      this.sums.lines += lines;
      this.sums.packets += packets;
      this.sums.bytes += bytes;
      this.sums.dropped += Object.values(dropped).reduce((sum, count) => sum + count, 0);
    }
  }
}

/** The one that was asked for; else the usual one, or any where another application has that. */
async function firstPort(): Promise<number> {
  const asked = process.env['PORT'];
  if (asked !== undefined) {
    return Number(asked);
  }
  const server = createServer().listen(DEFAULT_PORT, '127.0.0.1');
  return once(server, 'listening').then(
    async () => {
      await once(server.close(), 'close');
      return DEFAULT_PORT;
    },
    () => 0,
  );
}
