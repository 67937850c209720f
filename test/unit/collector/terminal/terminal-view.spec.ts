import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MetricStore } from '../../../../lib/collector/metric-store';
import { parsePacket } from '../../../../lib/collector/parse-packet';
import { TerminalView } from '../../../../lib/collector/terminal/terminal-view';

/** Keeps what is written; `isTTY`, `columns` and `rows` as a terminal has them. */
class Screen extends Writable {
  written: string[] = [];

  constructor(
    readonly isTTY: boolean,
    public columns = 41,
    public rows = 21,
  ) {
    super();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.written.push(chunk.toString());
    done();
  }

  take(): string[] {
    return this.written.splice(0);
  }
}

let store: MetricStore;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  store = new MetricStore({ clock: { wall: () => Date.now(), monotonic: () => Date.now() } });
});

afterEach(() => {
  vi.useRealTimers();
});

function receive(...lines: string[]): void {
  lines.forEach((line) => store.receive(parsePacket(Buffer.from(line)), line.length));
}

describe('on a terminal', () => {
  it('draws the table again in its place, and gives the cursor back', () => {
    const screen = new Screen(true);
    receive('a:1|c');
    const view = new TerminalView(store, screen).start();
    expect(screen.take()).toEqual([
      '\x1b[?25l\x1b[2J',
      '\x1b[Hup 0 s · 1 series · 1 lines (1/s) · 1 p…\x1b[K\n\x1b[K\nNAME  TAGS  COUNT  /S  LAST  P95  MAX\x1b[K\n' +
        'a               1   1\x1b[K\x1b[J',
    ]);
    receive('b:2|c');
    vi.advanceTimersByTime(1_000);
    expect(screen.take()).toEqual([
      '\x1b[Hup 1 s · 2 series · 2 lines (2/s) · 2 p…\x1b[K\n\x1b[K\nNAME  TAGS  COUNT  /S  LAST  P95  MAX\x1b[K\n' +
        'a               1   1\x1b[K\nb               2   2\x1b[K\x1b[J',
    ]);
    view.stop();
    expect(screen.take().at(-1)).toBe('\n\x1b[?25h');
    vi.advanceTimersByTime(5_000);
    expect(screen.take()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(screen.listenerCount('resize')).toBe(0);
  });

  it('follows its size', () => {
    const screen = new Screen(true);
    const view = new TerminalView(store, screen).start();
    screen.take();
    screen.columns = 11;
    screen.emit('resize');
    expect(screen.take()).toEqual(['\x1b[2J', '\x1b[Hup 0 s · …\x1b[K\n\x1b[K\nNothing h…\x1b[K\x1b[J']);
    view.stop();
  });

  it('keeps the lines of its heading above the table', () => {
    const screen = new Screen(true);
    const view = new TerminalView(store, screen, { heading: 'One\nTwo' }).start();
    expect(screen.take()[1]?.split(' · ')[0]).toBe('\x1b[HOne\x1b[K\nTwo\x1b[K\n\x1b[K\nup 0 s');
    view.stop();
  });

  it('leaves frames out for a terminal that does not keep up', () => {
    const screen = new Screen(true);
    const view = new TerminalView(store, screen).start();
    screen.take();
    vi.spyOn(screen, 'writableNeedDrain', 'get').mockReturnValue(true);
    vi.advanceTimersByTime(3_000);
    expect(screen.take()).toEqual([]);
    view.stop();
  });
});

describe('elsewhere', () => {
  it('prints a line for what got something since the last time', () => {
    const screen = new Screen(false);
    receive('orders.placed:12|c|#channel:web,new', 'bad');
    const view = new TerminalView(store, screen, { intervalMs: 2_000 }).start();
    expect(screen.take()).toEqual([
      'orders.placed{channel=web,new} counter count=12 rate=12/s\nrefused: bad (no ":" between a name and a value)\n',
    ]);
    vi.advanceTimersByTime(1_000);
    receive('db:5|ms', 'db:7|ms', 'users:7|s');
    vi.advanceTimersByTime(1_000);
    expect(screen.take()).toEqual([
      'db timer count=2 rate=1/s last=7 p50=5 p95=7 max=7\nusers set count=1 rate=0.5/s members=1\n',
    ]);
    vi.advanceTimersByTime(2_000);
    expect(screen.take()).toEqual([]);
    receive('stock:-5|g');
    view.stop();
    expect(screen.take()).toEqual(['stock gauge count=1 rate=0.25/s last=-5\n']);
  });

  it('prints each event and service check once', () => {
    const screen = new Screen(false);
    receive('_e{8,2}:deployed|v2|t:success|#env:prod');
    const view = new TerminalView(store, screen).start();
    receive('_sc|db.up|2|m:no answer');
    vi.advanceTimersByTime(2_000);
    expect(screen.take()).toEqual(['event success deployed{env=prod}: v2\n', 'check critical db.up: no answer\n']);
    view.stop();
  });

  it.each([true, false])('prints JSON where it is asked to, on a terminal (%s) too', (isTTY) => {
    const screen = new Screen(isTTY);
    receive('orders.placed:12|c|#channel:web,item:tea,item:cake', '_e{2,4}:up|late|d:1700000000|#env:prod', 'bad');
    const view = new TerminalView(store, screen, { json: true }).start();
    const placed = { name: 'orders.placed', kind: 'counter', count: 12, perSecond: 12, lastSeenMs: 0 };
    const [series, notice, refused] = screen.take().join('').split('\n');
    expect(JSON.parse(series ?? '')).toEqual({ ...placed, tags: { channel: 'web', item: ['cake', 'tea'] } });
    expect(JSON.parse(notice ?? '')).toEqual({
      event: 'up',
      level: 'info',
      text: 'late',
      tags: { env: 'prod' },
      atMs: 1_700_000_000_000,
    });
    expect(JSON.parse(refused ?? '')).toEqual({ refused: 'bad', reason: 'no ":" between a name and a value' });
    view.stop();
  });
});
