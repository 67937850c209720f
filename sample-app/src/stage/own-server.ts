import { StatsCollector, TerminalView } from 'nestjs-stats/testing';

/** A metrics server of our own, so that the sample shows something with nothing else installed. */
export interface OwnServer {
  readonly url: string;
  /** Shows what arrives, in the terminal. */
  show(heading: string): void;
  close(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  const collector = await StatsCollector.start();
  let view: TerminalView | undefined;
  return {
    url: collector.url,
    show: (heading) => {
      view = new TerminalView(collector, process.stdout, { heading }).start();
    },
    close: async () => {
      await collector.close();
      view?.stop();
    },
  };
}
