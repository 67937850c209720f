import { Injectable } from '@nestjs/common';
import { statsOptionsFromEnv } from 'nestjs-stats';

/** What the shop reads from its environment. */
@Injectable()
export class Settings {
  readonly environment = process.env['NODE_ENV'] ?? 'development';
  /** Where metrics go: `STATS_URL=udp://host:8125` of the server that the team already has. */
  readonly stats = statsOptionsFromEnv();
}
