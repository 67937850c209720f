import type { Tags } from '../../../lib/common/tags';
import type { Stats } from '../../../lib/client/stats';
import { StatsClient } from '../../../lib/client/stats-client';
import type { StatsClientOptions } from '../../../lib/client/stats-client-options';
import type { DeliveryReport } from '../../../lib/delivery/delivery-report';
import type { Framing } from '../../../lib/transports/transport';
import { FIXED_CLOCK } from '../../support/packets-of';
import { DRAW } from './model';
import type { Session, Step } from './sessions';

export interface Run {
  readonly packets: readonly Buffer[];
  readonly report: DeliveryReport;
}

/** What really leaves when a client does what a session says. */
export async function runSession(
  { steps, ...options }: Session,
  dialect: StatsClientOptions['dialect'],
  framing: Framing = 'datagram',
): Promise<Run> {
  const packets: Buffer[] = [];
  const stats = new StatsClient({
    ...(options as StatsClientOptions),
    dialect,
    transport: {
      name: 'memory',
      framing,
      maxPacketBytes: 65_507,
      send: () => Promise.resolve(),
      sendSync: (packet) => void packets.push(Buffer.from(packet)),
      close: () => Promise.resolve(),
    },
    random: () => DRAW,
    clock: FIXED_CLOCK,
    onError: () => {},
  });
  steps.forEach((step) => take(stats, step));
  await stats.close();
  return { packets, report: stats.report() };
}

function take(stats: Stats, step: Step): void {
  switch (step.do) {
    case 'call': {
      const { method, name, value, tags, rate } = step;
      const options = rate === undefined ? undefined : { rate: rate as number };
      stats[method](name, value as never, tags as Tags | undefined, options);
      return;
    }
    case 'scope': {
      const scope = stats.scope(step.name, step.tags as Tags | undefined);
      step.steps.forEach((inner) => take(scope, inner));
      return;
    }
    case 'pipeline':
      stats.pipeline((pipe) => step.steps.forEach((inner) => take(pipe, inner)));
  }
}
