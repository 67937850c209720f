import type { DeliveryReport } from '../delivery/delivery-report';
import type { Stats } from './stats';

/** The sums of a report that grow, and what they are called as counters. */
const COUNTERS = {
  recorded: 'recorded',
  sampledOut: 'sampled_out',
  lines: 'lines',
  packets: 'packets',
  bytes: 'bytes',
  reconnects: 'reconnects',
  droppedTags: 'dropped_tags',
} as const satisfies Partial<Record<keyof DeliveryReport, string>>;

/** Sends a client's own health through the client itself: what its report says, as counters and gauges. */
export class Telemetry {
  private last: DeliveryReport;

  /** @param scope where the metrics go: `stats.client` under the client's prefix */
  constructor(
    private readonly scope: Stats,
    private readonly report: () => DeliveryReport,
  ) {
    this.last = report();
  }

  /** Records what has changed since the last time. */
  record(): void {
    const now = this.report();
    const { last, scope } = this;
    this.last = now;
    for (const [sum, name] of Object.entries(COUNTERS) as [keyof typeof COUNTERS, string][]) {
      scope.incr(name, now[sum] - last[sum]);
    }
    for (const [reason, count] of Object.entries(now.dropped) as [keyof DeliveryReport['dropped'], number][]) {
      if (count > last.dropped[reason]) {
        scope.incr('dropped', count - last.dropped[reason], { reason });
      }
    }
    scope.gauge('queued_bytes', now.queuedBytes);
    scope.gauge('series', now.series);
  }
}
