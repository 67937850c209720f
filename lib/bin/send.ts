import { parseArgs } from 'node:util';
import { StatsClient } from '../client/stats-client';
import { parseLine } from '../collector/parse-line';
import { redactUrl } from '../transports/redact-url';
import type { Command } from './command';
import { readLines } from './read-lines';
import { readTarget } from './read-target';
import { UsageError } from './usage-error';

/** A flush now and then keeps what waits short, however many lines come. */
const LINES_A_FLUSH = 1_000;
const FLUSH_INTERVAL_MS = 100;

const HELP = `Usage: nestjs-stats send [--to URL] [LINE ...]

Sends the lines, or without any those of standard input, as they are:

  nestjs-stats send 'orders.placed:1|c|#channel:web' 'queue.size:12|g'

Put each line into quotes: a shell reads | as a pipe. A line that no metrics server could read is not sent.

  --to URL   udp://host:port, tcp://host:port, tls://…, unix:///path, unixgram:///path, unixstream:///path,
             http://…, https://…, ws://… or wss://…
             (default: the variable STATS_URL, else udp://127.0.0.1:8125)

Over HTTP and WebSocket, the secret is taken from the URL (https://:secret@host) or the variable STATS_SECRET.
Exit code: 0 all was sent, 1 something was not, 2 the call was wrong.
`;

/** Sends single lines, to try a server out or to send from a script. */
export const send: Command = {
  help: HELP,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: { to: { type: 'string' } }, allowPositionals: true });
    if (positionals.length === 0 && process.stdin.isTTY) {
      throw new UsageError('There is nothing to send: give lines, or pipe them in.');
    }
    const url = values.to ?? (process.env['STATS_URL'] || 'udp://127.0.0.1:8125');
    const stats = new StatsClient({
      transport: readTarget(url, values.to === undefined ? 'STATS_URL' : '--to', process.env['STATS_SECRET']),
      aggregate: false,
      flushIntervalMs: FLUSH_INTERVAL_MS,
      onError: ({ message }) => say(message),
    });
    const refused = await sendAll(stats, positionals.length > 0 ? positionals : readLines());
    await stats.close();
    const { lines, packets, dropped } = stats.report();
    const lost = Object.values(dropped).reduce((sum, count) => sum + count, 0);
    say(`Sent ${amount(lines, 'line')} in ${amount(packets, 'packet')} to ${redactUrl(url)}.`);
    if (lost > 0) {
      say(`Lost ${amount(lost, 'line')}.`);
    }
    return refused + lost === 0 ? 0 : 1;
  },
};

/** How many lines were not sent because nobody could read them. */
async function sendAll(stats: StatsClient, lines: Iterable<string> | AsyncIterable<string>): Promise<number> {
  let taken = 0;
  let refused = 0;
  for await (const line of lines) {
    const parsed = parseLine(line);
    if (parsed.type === 'refused') {
      refused += 1;
      say(`Not sent: ${JSON.stringify(line)} (${parsed.reason})`);
      continue;
    }
    stats.raw(line);
    taken += 1;
    if (taken % LINES_A_FLUSH === 0 && (await stats.flush()).timedOut) {
      break;
    }
  }
  return refused;
}

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
