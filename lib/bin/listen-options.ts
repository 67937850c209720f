import { parseArgs } from 'node:util';
import type { StatsCollectorOptions } from '../collector/stats-collector';
import type { WireDialect } from '../collector/wire-dialect';
import { DIALECTS } from '../dialects/dialects';
import { UsageError } from './usage-error';

export interface ListenOptions extends StatsCollectorOptions {
  readonly json: boolean;
}

const DEFAULT_PORT = 8125;

export const LISTEN_HELP = `Usage: nestjs-stats listen [OPTIONS]

Opens a metrics server for development and shows what arrives: a table on a terminal, else every second a line
for each series that got something, each event and each refused line. Without one of the first seven options it
listens on UDP port ${DEFAULT_PORT}.

  --udp PORT          listen there; port 0 is any free one
  --tcp PORT
  --http PORT         POST of JSON or lines
  --ws PORT           WebSocket; needs the package ws
  --unix PATH         a stream socket, each line ends with LF
  --unixstream PATH   a stream socket, each packet behind its length
  --unixgram PATH     a datagram socket; needs the package koffi
  --page PORT         serve the live page there, for a browser
  --host ADDRESS      listen at that address (default 127.0.0.1)
  --dialect NAME      how lines are written (default: found out for each line)
  --json              print JSON, an object a line

HTTP and WebSocket clients are asked for the secret in the variable STATS_SECRET, where it is set.
Ctrl-C ends it.
`;

/** @throws UsageError */
export function readListenOptions(args: string[], env: NodeJS.ProcessEnv): ListenOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      udp: text,
      tcp: text,
      http: text,
      ws: text,
      unix: text,
      unixstream: text,
      unixgram: text,
      page: text,
      host: text,
      dialect: text,
      json: { type: 'boolean' },
    },
  });
  const { udp, tcp, http, ws, unix, unixstream, unixgram, page, host, dialect, json = false } = values;
  const isNothingAsked = [udp, tcp, http, ws, unix, unixstream, unixgram].every((one) => one === undefined);
  return {
    udp: isNothingAsked ? DEFAULT_PORT : portOf('udp', udp),
    tcp: portOf('tcp', tcp),
    http: portOf('http', http),
    ws: portOf('ws', ws),
    unix,
    unixstream,
    unixgram,
    page: portOf('page', page),
    host,
    dialect: dialectOf(dialect),
    secret: env['STATS_SECRET'] || undefined,
    json,
  };
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (text !== undefined && (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)) {
    throw new UsageError(`--${name} takes a port from 0 to 65535, not "${text}".`);
  }
  return text === undefined ? undefined : Number(text);
}

function dialectOf(name: string | undefined): WireDialect | undefined {
  if (name !== undefined && !Object.hasOwn(DIALECTS, name)) {
    throw new UsageError(`--dialect takes one of ${Object.keys(DIALECTS).join(', ')}, not "${name}".`);
  }
  return name as WireDialect | undefined;
}
