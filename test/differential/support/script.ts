import type { Stats } from '../../../lib/client/stats';
import type { StatsError } from '../../../lib/common/stats-error';
import type { Clock } from '../../../lib/common/clock';
import type { RecordedCall, TimerStep } from './corpus';

/** The body of a call that threw. */
export class Boom extends Error {}

/** A random source that says what was recorded, always or in turns. */
export function randomOf(random: number | readonly number[] = 0): () => number {
  const turns = typeof random === 'number' ? [random] : random;
  let next = 0;
  return () => turns[next++ % turns.length] ?? 0;
}

/** A clock that reads what was recorded, in its order; after the last reading it stands still. */
export function clockOf(readings: readonly number[] = [0], wallMs = 0): Clock {
  let next = 0;
  return {
    wall: () => wallMs,
    monotonic: () => (readings[Math.min(next++, readings.length - 1)] ?? 0) * 1_000,
  };
}

/** What our timer says where theirs says it in words of its own. */
const TIMER_ERRORS: Readonly<Record<string, string>> = {
  'Timer has not started.': 'STATS_TIMER_NOT_STARTED',
  'No data recorded.': 'STATS_TIMER_NO_DATA',
  'Already sent data.': 'STATS_TIMER_ALREADY_SENT',
  'Timer.stop called before start': 'STATS_TIMER_NOT_STARTED',
  'Timer.send called before start': 'STATS_TIMER_NO_DATA',
  'Timer.send called before stop': 'STATS_TIMER_NO_DATA',
};

/** What a step of a timer was recorded to say. */
export function expectedOfStep({ do: step, ms, raises }: TimerStep): unknown {
  return raises === undefined ? [step, roundedMs(ms)] : [step, TIMER_ERRORS[raises.message] ?? raises.message];
}

/** A pipeline as a peer used it; `inside` makes the calls within it. */
export function usePipeline(stats: Stats, call: RecordedCall, inside: (pipe: Stats, call: RecordedCall) => void): void {
  const { mode, calls = [] } = call;
  if (mode === 'with') {
    swallowBoom(() => stats.pipeline((pipe) => calls.forEach((inner) => inside(pipe, inner))));
    return;
  }
  const pipe = stats.pipeline();
  for (const inner of calls) {
    if (inner.method === 'send') {
      pipe.send();
    } else {
      inside(pipe, inner);
    }
  }
  if (mode === 'send') {
    pipe.send();
  }
}

/** A timer as a peer used it. What its steps said goes to `seen`. */
export async function useTimer(
  stats: Stats,
  name: string,
  call: RecordedCall,
  options: { rate?: number; tags?: Record<string, string> },
  seen: unknown[],
): Promise<void> {
  const { mode = 'with', times = 1, script } = call;
  const { tags, ...metric } = options;
  const timer = stats.timer(name, tags, metric);
  const body = (): void => {
    if (call.throw === true) {
      throw new Boom();
    }
  };
  if (Array.isArray(script)) {
    for (const { do: step } of script as TimerStep[]) {
      seen.push([step, stepOf(timer, step)]);
    }
  } else if (mode === 'decorator') {
    const wrapped = timer.wrap(body);
    for (let i = 0; i < times; i += 1) {
      swallowBoom(wrapped);
    }
  } else if (mode === 'async_decorator') {
    const wrapped = timer.wrap(async () => {
      await Promise.resolve();
      body();
    });
    for (let i = 0; i < times; i += 1) {
      await wrapped().catch(() => {});
    }
  } else {
    swallowBoom(() => {
      using running = timer.start();
      void running;
      body();
    });
  }
}

function stepOf(timer: ReturnType<Stats['timer']>, step: TimerStep['do']): unknown {
  try {
    if (step === 'start') {
      timer.start();
    } else if (step === 'send') {
      timer.send();
    } else {
      timer.stop({ send: step === 'stop' });
    }
    return roundedMs(timer.ms);
  } catch (error) {
    return (error as StatsError).code;
  }
}

function roundedMs(ms: number | null | undefined): number | undefined {
  return ms === null || ms === undefined ? undefined : Number(ms.toFixed(6));
}

function swallowBoom(run: () => unknown): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Boom)) {
      throw error;
    }
  }
}
