import type { RecordedStats } from './recorded-stats';

const RECORDED = Symbol('nestjs-stats.recorded');

/** Lets a client tell what it has recorded. */
export function tellRecorded(client: object, recorded: RecordedStats): void {
  // A stand-in for the client may take no properties.
  Reflect.defineProperty(client, RECORDED, { value: recorded });
}

/** What a client has recorded; `undefined` where it does not tell. */
export function recordedBy(client: unknown): RecordedStats | undefined {
  return (Object(client) as { [RECORDED]?: RecordedStats })[RECORDED];
}
