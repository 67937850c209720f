import { StatsCollector } from '../collector/stats-collector';
import { TerminalView } from '../collector/terminal/terminal-view';
import type { Command } from './command';
import { LISTEN_HELP, readListenOptions } from './listen-options';

/** Opens a collector and shows what arrives, until it is told to stop. */
export const listen: Command = {
  help: LISTEN_HELP,
  async run(args) {
    const { json, ...options } = readListenOptions(args, process.env);
    const collector = await StatsCollector.start(options);
    const heading = headingOf(collector);
    const isTable = process.stdout.isTTY && !json;
    if (!isTable) {
      // Not among what is shown, which another program may read.
      process.stderr.write(`${heading}\n`);
    }
    const view = new TerminalView(collector, process.stdout, { heading: isTable ? heading : undefined, json }).start();
    await untilStopped();
    await collector.close();
    view.stop();
    return 0;
  },
};

function headingOf({ urls, pageUrl }: StatsCollector): string {
  const page = pageUrl === undefined ? '' : ` · page: ${pageUrl}`;
  return `Listening on ${Object.values(urls).join(' ')}${page} · Ctrl-C ends it`;
}

/** Resolves on Ctrl-C, on a request to end, and when nobody reads what is printed any more. */
async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    process.stdout.on('error', () => resolve());
  });
}
