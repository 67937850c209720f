import { StatsCollector, TerminalView } from 'nestjs-stats/testing';

const PAGE_PORT = 8126;

/** A metrics server of our own, so that the sample shows something with nothing else installed. */
export interface OwnServer {
  readonly url: string;
  readonly pageUrl: string;
  /** Shows what arrives, in the terminal. */
  show(heading: string): void;
  close(): Promise<void>;
}

export async function startOwnServer(): Promise<OwnServer> {
  // Always at the same address, unless another holds it.
  const collector = await StatsCollector.start({ page: PAGE_PORT }).catch(() => StatsCollector.start({ page: true }));
  let view: TerminalView | undefined;
  return {
    url: collector.url,
    pageUrl: collector.pageUrl ?? '',
    show: (heading) => {
      view = new TerminalView(collector, process.stdout, { heading }).start();
    },
    close: async () => {
      await collector.close();
      view?.stop();
    },
  };
}
