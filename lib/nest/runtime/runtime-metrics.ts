import { availableParallelism } from 'node:os';
import {
  constants,
  monitorEventLoopDelay,
  performance,
  PerformanceObserver,
  type EventLoopUtilization,
  type IntervalHistogram,
  type PerformanceEntry,
} from 'node:perf_hooks';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { Stats } from '../../client/stats';

/** How often the event loop is looked at, in milliseconds. A longer interval misses short delays. */
const RESOLUTION_MS = 10;
const NS_PER_S = 1e9;
const US_PER_S = 1e6;

const DELAYS = {
  min: (loop) => loop.min,
  max: (loop) => loop.max,
  mean: (loop) => loop.mean,
  p50: (loop) => loop.percentile(50),
  p90: (loop) => loop.percentile(90),
  p99: (loop) => loop.percentile(99),
} as const satisfies Record<string, (loop: IntervalHistogram) => number>;

const GC_TYPES: Readonly<Record<number, string>> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weakcb',
};

type GcEntry = PerformanceEntry & { readonly detail: { readonly kind: number } };

/**
 * Records how the process is: the event loop, the memory, garbage collection, the processor. The names are those of
 * OpenTelemetry's semantic conventions, durations of gauges and counters are in seconds, sizes in bytes.
 */
export class RuntimeMetrics {
  private readonly loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly collections = new PerformanceObserver((list) => {
    for (const { duration, detail } of list.getEntries() as GcEntry[]) {
      this.stats.timing('v8js.gc.duration', duration, { 'v8js.gc.type': GC_TYPES[detail.kind] ?? 'other' });
    }
  });
  private utilization: EventLoopUtilization = performance.eventLoopUtilization();
  private cpu = process.cpuUsage();
  private readAt = performance.now();

  constructor(private readonly stats: Stats) {}

  start(): void {
    const { stats } = this;
    this.loop.enable();
    this.collections.observe({ entryTypes: ['gc'] });
    for (const [name, read] of Object.entries(DELAYS)) {
      stats.observe(`nodejs.eventloop.delay.${name}`, () => this.delay(read(this.loop)));
    }
    // Gauges are read in the order of their making: these were the last to need the delays.
    stats.observe('nodejs.eventloop.utilization', () => {
      this.loop.reset();
      return this.readUtilization();
    });
    stats.observe('process.cpu.utilization', () => this.readCpu());
    stats.observe('process.memory.usage', () => process.memoryUsage.rss());
    stats.observe('v8js.memory.heap.limit', () => getHeapStatistics().heap_size_limit);
    for (const [index, { space_name: name }] of getHeapSpaceStatistics().entries()) {
      stats.observe('v8js.memory.heap.used', () => getHeapSpaceStatistics()[index]?.space_used_size ?? 0, {
        'v8js.heap.space.name': name,
      });
    }
    stats.observe('nodejs.active_resources', () => process.getActiveResourcesInfo().length);
  }

  stop(): void {
    this.loop.disable();
    this.collections.disconnect();
  }

  /** The timer of the monitor waits for the resolution itself, which is no delay. */
  private delay(ns: number): number {
    return Number.isFinite(ns) ? Math.max(0, ns / NS_PER_S - RESOLUTION_MS / 1_000) : 0;
  }

  private readUtilization(): number {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.utilization);
    this.utilization = now;
    return utilization;
  }

  /** The time since the last reading goes to the counters, its share of all processors is the gauge. */
  private readCpu(): number {
    const { user, system } = process.cpuUsage(this.cpu);
    const now = performance.now();
    const elapsedS = (now - this.readAt) / 1_000;
    this.cpu = process.cpuUsage();
    this.readAt = now;
    this.stats.incr('process.cpu.time', user / US_PER_S, { 'cpu.mode': 'user' });
    this.stats.incr('process.cpu.time', system / US_PER_S, { 'cpu.mode': 'system' });
    return elapsedS > 0 ? (user + system) / US_PER_S / elapsedS / availableParallelism() : 0;
  }
}
