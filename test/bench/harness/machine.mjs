// @ts-check
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

const PEERS = ['hot-shots', 'statsd-client', 'dd-trace', 'prom-client', '@opentelemetry/sdk-metrics'];

/** What was measured, where and when: lines of a Markdown list. */
export function describeMachine() {
  const [cpu] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return [
    `- ${new Date().toISOString().slice(0, 10)}, nestjs-stats ${version}`,
    `- ${cpus().length} × ${cpu?.model.trim()}, ${memory} GiB, ${type()} ${release()}; load when it began: ${loadavg()[0]?.toFixed(1)}`,
    `- Node ${process.version}, V8 ${process.versions.v8}`,
    `- ${PEERS.map((name) => `${name} ${dependencies[name]}`).join(', ')}`,
  ];
}
