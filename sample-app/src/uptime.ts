import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StatsService } from 'nestjs-stats';

/** Shows restarts: a counter of them, and a gauge that falls to 0 at each. */
@Injectable()
export class Uptime implements OnModuleInit {
  private readonly startedMs = performance.now();

  constructor(private readonly stats: StatsService) {}

  onModuleInit(): void {
    this.stats.incr('starts');
    this.stats.observe('uptime_s', () => Math.round((performance.now() - this.startedMs) / 1_000));
  }
}
