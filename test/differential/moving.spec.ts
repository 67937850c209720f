import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Stats } from '../../lib/client/stats';
import { StatsClient } from '../../lib/client/stats-client';
import type { StatsClientOptions } from '../../lib/client/stats-client-options';

/** One row of a table of `docs/moving.md`: a call of ours, and what has to leave. */
interface Row {
  readonly client: string;
  readonly options: string;
  readonly ours: string;
  readonly leaves: string;
}

const rows = rowsOf(readFileSync(join(__dirname, '../../docs/moving.md'), 'utf8'));

describe('docs/moving.md', () => {
  it('shows calls of every client', () => {
    expect([...new Set(rows.map(({ client }) => client))]).toEqual([
      'pystatsd',
      'flytekit',
      'sprockets-statsd',
      'heare-stats-client',
      'afstatsd',
      'hot-shots',
      '@willsoto/nestjs-prometheus',
    ]);
  });

  it.each(rows)('is right: $client, $ours', async ({ options, ours, leaves }) => {
    expect(await sentBy(options, ours)).toBe(leaves);
  });
});

/** What leaves when the code of a cell runs on the client of its section. */
async function sentBy(options: string, code: string): Promise<string> {
  const { transport, ...rest } = evaluate(`(${options})`) as StatsClientOptions;
  const isJson = typeof transport === 'string' && transport.startsWith('http');
  const packets: string[] = [];
  // Each reading is 25 ms after the one before.
  let now = 0;
  const stats = new StatsClient({
    ...rest,
    transport: {
      name: 'memory',
      maxPacketBytes: 1_432,
      framing: isJson ? 'json' : 'datagram',
      send: (packet) => Promise.resolve(void packets.push(Buffer.from(packet).toString())),
      close: () => Promise.resolve(),
    },
    random: () => 0,
    clock: { wall: () => 1_700_000_000_900, monotonic: () => (now += 25) },
    onError: () => {},
  });
  evaluate(`(stats, work) => { ${code} }`)(stats, () => {});
  await stats.close();
  return packets.join('\n');
}

function evaluate(code: string): (stats: Stats, work: () => void) => void {
  // oxlint-disable-next-line no-implied-eval typescript/no-implied-eval
  return new Function(`return ${code};`)() as (stats: Stats, work: () => void) => void;
}

/** The rows of all sections that show the options of a client; cells without a line to leave show settings. */
function rowsOf(markdown: string): Row[] {
  const sections = markdown.split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const client = section.slice(0, section.indexOf('\n'));
    const options = /new StatsClient\((\{[^]*?\})\);/.exec(section)?.[1];
    if (options === undefined) {
      return [];
    }
    return section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
      .map(([, , ours = '', leaves = '']) => ({ client, options, ours: codeOf(ours), leaves: codeOf(leaves) }))
      .filter(({ leaves }) => leaves !== '');
  });
}

/** The code in a cell, in which a bar is written `\|`, and a line break `<br>` between two pieces of code. */
function codeOf(cell: string): string {
  return Array.from(cell.matchAll(/`([^`]*)`/g), ([, code = '']) => code.replaceAll('\\|', '|')).join('\n');
}
