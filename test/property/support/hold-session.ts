import { isDeepStrictEqual } from 'node:util';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import type { WireDialect } from '../../../lib/collector/wire-dialect';
import { valuesIn } from './arrived';
import { Model, type Meaning, type Meant } from './model';
import { runSession, type Run } from './run-session';
import type { Session } from './sessions';
import { WIRE_RULES } from './wire-table';

/**
 * Throws unless what a session sends reads back as what was meant, no packet is too long, and every call and every line is
 * counted. `encoder` stands for the dialect itself.
 */
export async function holdSession(
  given: Session,
  dialect: WireDialect,
  encoder: StatsClientOptions['dialect'] = dialect,
): Promise<void> {
  const run = await runSession(given, encoder);
  const meaning = new Model(dialect, given).meaning();
  holdLengths(run, given);
  holdCalls(run, meaning);
  holdValues(run, meaning, given, dialect);
}

export function holdLengths({ packets, report }: Run, { maxPacketBytes }: Session): void {
  const tooLong = packets.filter((packet) => packet.length > maxPacketBytes || packet.length === 0);
  check(tooLong.length === 0, 'a packet is empty or too long', tooLong.map(String));
  const bytes = packets.reduce((sum, packet) => sum + packet.length, 0);
  check(report.packets === packets.length && report.bytes === bytes, 'packets and bytes are miscounted', report);
}

export function holdCalls({ report }: Run, { calls, recorded, sampledOut, invalid, unsupported }: Meaning): void {
  const counted = [report.recorded, report.sampledOut, report.dropped.invalid, report.dropped.unsupported];
  check(isDeepStrictEqual(counted, [recorded, sampledOut, invalid, unsupported]), 'calls are miscounted', [
    counted,
    [recorded, sampledOut, invalid, unsupported],
  ]);
  const { closed, seriesLimit } = report.dropped;
  check(counted.reduce((sum, count) => sum + count) + closed + seriesLimit === calls, 'calls do not add up', report);
}

function holdValues(
  { packets, report }: Run,
  meaning: Meaning,
  { maxPacketBytes }: Session,
  dialect: WireDialect,
): void {
  const parsed = packets.map((packet) => valuesIn(packet, dialect, WIRE_RULES[dialect].separator));
  const arrived = parsed.flatMap(({ values }) => values);
  const missing: Meant[] = [];
  let next = 0;
  for (const meant of meaning.values) {
    if (isSame(arrived[next], meant)) {
      next += 1;
    } else {
      missing.push(meant);
    }
  }
  check(next === arrived.length, 'something arrived that nobody meant', { arrived: arrived.slice(next), missing });
  const { queueFull, oversize, transport } = report.dropped;
  // A line that is dropped has one value: where they are packed, it is the first alone that is too long.
  check(missing.length === oversize, 'what is missing is not what was too long', { missing, oversize });
  const fitting = missing.filter((meant) => atMostBytes(meant) <= maxPacketBytes);
  check(fitting.length === 0, 'something was dropped that is not too long', fitting);
  const lines = parsed.reduce((sum, { lines: count }) => sum + count, 0);
  check(report.lines === lines && queueFull + transport === 0, 'lines are miscounted', { lines, report });
}

function isSame(arrived: Omit<Meant, 'isDuration'> | undefined, { isDuration, ...meant }: Meant): boolean {
  if (arrived === undefined) {
    return false;
  }
  const { value } = arrived;
  // Half of the sixth decimal, and what the two numbers themselves are rounded by.
  const isNear =
    isDuration &&
    typeof value === 'number' &&
    Math.abs(value - Number(meant.value)) <= 5.01e-7 + Math.abs(value) * Number.EPSILON;
  return isDeepStrictEqual(isNear ? { ...arrived, value: meant.value } : arrived, meant);
}

/** More bytes than a line of this value alone can have; twice for gauges, whose lines may be two. */
function atMostBytes({ name, tags, value }: Meant): number {
  const texts = [name, ...tags.flat(), String(value)].map((text) => Buffer.byteLength(text) + 1);
  const digits = String(value).includes('e') ? 400 : 0;
  const MARKS_RATE_AND_TIME = 60;
  return 2 * (texts.reduce((sum, length) => sum + length) + digits + MARKS_RATE_AND_TIME);
}

/** An assertion that costs nothing where it holds: there are many. */
export function check(holds: boolean, sentence: string, details: unknown): void {
  if (!holds) {
    throw new Error(`${sentence}: ${JSON.stringify(details, undefined, 1)}`);
  }
}
