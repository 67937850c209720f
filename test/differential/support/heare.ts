import { onTestFinished } from 'vitest';
import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import { HttpServer } from '../../support/http-server';
import type { HeareCase, RecordedCall } from './corpus';
import type { Outcome } from './outcome';
import { argumentsOf } from './python';

/** What heare posted. */
export function recordedHeare({ requests }: HeareCase): Outcome {
  return {
    packets: [],
    seen: requests.map(({ path, authorization, content_type, body }) => [
      path,
      authorization,
      content_type,
      keysOf(body),
    ]),
  };
}

/** What we post for the same pipelines. */
export async function driveHeare({ secret, prefix, direct, pipelines }: HeareCase): Promise<Outcome> {
  const server = await HttpServer.listen();
  onTestFinished(() => server.kill());
  const stats = new StatsClient({
    transport: { type: 'http', url: `http://127.0.0.1:${server.port}`, ...(secret && { secret }) },
    prefix: prefix ?? '',
    onError: () => {},
  });
  for (const call of direct) {
    make(stats, call);
  }
  for (const calls of pipelines) {
    stats.pipeline((pipe) => calls.forEach((call) => make(pipe, call)));
  }
  await stats.close();
  return {
    packets: [],
    seen: server.requests.all.map(({ url, headers, body }) => [
      url,
      headers.authorization,
      headers['content-type'],
      keysOf(JSON.parse(body)),
    ]),
  };
}

/** An object as a list, so that the order of its keys counts. */
function keysOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).map(([key, inner]) => [key, keysOf(inner)])
    : value;
}

function make(stats: Stats, call: RecordedCall): void {
  const { name, value } = argumentsOf(call, 'name', 'value');
  const number = value as number;
  switch (call.method) {
    case 'incr':
      stats.incr(name as string, value === undefined ? 1 : number);
      return;
    case 'decr':
      stats.decr(name as string, value === undefined ? 1 : number);
      return;
    case 'gauge':
      stats.gauge(name as string, number);
      return;
    case 'time':
      stats.timing(name as string, number);
      return;
    case 'hist':
      stats.histogram(name as string, number);
      return;
    default:
      throw new Error(`a method that no driver knows: ${call.method}`);
  }
}
