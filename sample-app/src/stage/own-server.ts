import { StatsCollector, TerminalView } from 'nestjs-stats/testing';

/** A metrics server of our own, so that the sample shows something with nothing else installed. */
export interface OwnServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  const collector = await StatsCollector.start();
  const view = new TerminalView(collector, process.stdout).start();
  return {
    url: collector.url,
    close: async () => {
      await collector.close();
      view.stop();
    },
  };
}
