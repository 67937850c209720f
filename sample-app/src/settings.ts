import { Injectable } from '@nestjs/common';

/** What the shop reads from its environment. */
@Injectable()
export class Settings {
  /** Where metrics go: `udp://host:8125` of the server that the team already has. */
  readonly statsUrl = process.env['STATS_URL'] ?? 'udp://127.0.0.1:8125';
  readonly environment = process.env['NODE_ENV'] ?? 'development';
}
