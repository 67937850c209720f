import { isUtf8 } from 'node:buffer';
import { parseLine } from '../../../lib/collector/parse-line';
import type { WireDialect } from '../../../lib/collector/wire-dialect';
import type { Meant } from './model';

/** The values in a packet, and how many lines they were; throws at the first line that is none. */
export function valuesIn(
  packet: Buffer,
  dialect: WireDialect,
  separator: string,
): { values: Omit<Meant, 'isDuration'>[]; lines: number } {
  if (!isUtf8(packet)) {
    throw new Error(`not UTF-8: ${packet.toString('hex')}`);
  }
  const lines = packet.toString().split(separator);
  return { values: lines.flatMap((line) => valuesOf(line, dialect)), lines: lines.length };
}

function valuesOf(line: string, dialect: WireDialect): Omit<Meant, 'isDuration'>[] {
  const parsed = parseLine(line, dialect);
  if (parsed.type !== 'metric') {
    throw new Error(`${JSON.stringify(line)}: ${parsed.type === 'refused' ? parsed.reason : parsed.type}`);
  }
  const { kind, name, tags, rate } = parsed;
  const delta = 'delta' in parsed;
  const values: readonly (string | number)[] = 'members' in parsed ? parsed.members : parsed.values;
  return values.map((value) => ({ kind, name, tags, rate, value, delta }));
}
