import type { TagPair } from './parsed-line';
import type { SeenEvent, SeenServiceCheck, StoreSnapshot } from './store-snapshot';

/** An event or a service check, as it is shown. */
export interface Notice {
  /** Rises from each to the next that came. */
  readonly number: number;
  /** When it happened, as it says itself; else when it came. Milliseconds since the epoch. */
  readonly atMs: number;
  readonly what: 'event' | 'check';
  /** The alert type of an event, the status of a check. */
  readonly level: string;
  readonly title: string;
  readonly text: string;
  /** Before its own: where it comes from, where it says so. */
  readonly tags: readonly TagPair[];
}

/** Both kinds in the order in which they came, oldest first. */
export function noticesOf({ events, serviceChecks }: Pick<StoreSnapshot, 'events' | 'serviceChecks'>): Notice[] {
  return [...events.map(eventNotice), ...serviceChecks.map(checkNotice)].sort((a, b) => a.number - b.number);
}

function eventNotice(event: SeenEvent): Notice {
  const { title, text, alertType, hostname, source, aggregationKey, priority } = event;
  return {
    what: 'event',
    // What Datadog takes an event for that does not say.
    level: alertType ?? 'info',
    title,
    text,
    ...commonOf(event, { host: hostname, source, key: aggregationKey, priority }),
  };
}

function checkNotice(check: SeenServiceCheck): Notice {
  const { name, status, message, hostname } = check;
  return { what: 'check', level: status, title: name, text: message ?? '', ...commonOf(check, { host: hostname }) };
}

function commonOf(
  { number, atMs, timestamp, tags }: SeenEvent | SeenServiceCheck,
  origin: Readonly<Record<string, string | undefined>>,
): Pick<Notice, 'number' | 'atMs' | 'tags'> {
  const told = Object.entries(origin).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { number, atMs: timestamp === undefined ? atMs : timestamp * 1_000, tags: [...told, ...tags] };
}
