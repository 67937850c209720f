import { describe, expect, it } from 'vitest';
import { MetricStore } from '../../../../lib/collector/metric-store';
import { parsePacket } from '../../../../lib/collector/parse-packet';
import { terminalTable } from '../../../../lib/collector/terminal/terminal-table';
import { columnsOf } from '../../../../lib/collector/terminal/terminal-text';

function tableOf(lines: string[], size: { width: number; height?: number }): string[] {
  let now = 0;
  const store = new MetricStore({ clock: { wall: () => 0, monotonic: () => now } });
  lines.forEach((line) => store.receive(parsePacket(Buffer.from(line)), line.length));
  now = 5_000;
  return terminalTable(store.snapshot(), size).split('\n');
}

const SHOP = [
  'orders.placed:12|c|#channel:web,kind:new',
  'orders.placed:3|c|#channel:app',
  'stock.on_hand:41.5|g|#sku:lamp',
  'http.request:1.25:3.75:18.2:99.123456|ms|#method:GET,route:/orders/:id',
  'users:7|s',
  'users:9|s',
  'bytes:123456789|h|@0.1',
];

describe('the table', () => {
  it('shows a line a series', () => {
    expect(tableOf(SHOP, { width: 120 })).toEqual([
      'up 5 s · 6 series · 7 lines (1.4/s) · 7 packets · 0 refused',
      '',
      'NAME           TAGS                          KIND       COUNT   /S     LAST      P50      P95      MAX',
      'bytes                                        histogram     10    2  123.46M  123.46M  123.46M  123.46M',
      'http.request   method=GET,route=/orders/:id  timer          4  0.8    99.12     3.75    99.12    99.12',
      'orders.placed  channel=app                   counter        3  0.6',
      'orders.placed  channel=web,kind=new          counter       12  2.4',
      'stock.on_hand  sku=lamp                      gauge          1  0.2     41.5',
      'users                                        set            2  0.4        2',
    ]);
  });

  it('gives up the tags first, then columns, when the terminal is narrow', () => {
    expect(tableOf(SHOP, { width: 60 }).slice(2, 5)).toEqual([
      'NAME           TAGS             COUNT   /S      P95      MAX',
      'bytes                              10    2  123.46M  123.46M',
      'http.request   method=GET,rou…      4  0.8    99.12    99.12',
    ]);
  });

  it('says once which tags all series have', () => {
    expect(tableOf(['a:1|c|#env:prod,zone:x', 'b:2|g|#zone:y,env:prod', 'c:1|c|#env:prod'], { width: 60 })).toEqual([
      'up 5 s · 3 series · 3 lines (0.6/s) · 3 packets · 0 refused',
      'all with env=prod',
      '',
      'NAME  TAGS    KIND     COUNT   /S  LAST  P50  P95  MAX',
      'a     zone=x  counter      1  0.2',
      'b     zone=y  gauge        1  0.2     2',
      'c             counter      1  0.2',
    ]);
  });

  it('puts the tags first that tell a series from others of its name, and cuts the end', () => {
    const lines = ['a:1|c|#class:Orders,method:place', 'a:1|c|#class:Orders,method:find', 'b:1|c|#class:Shop'];
    expect(tableOf(lines, { width: 60 }).slice(3)).toEqual([
      'a     method=find,clas…  counter      1  0.2',
      'a     method=place,cla…  counter      1  0.2',
      'b     class=Shop         counter      1  0.2',
    ]);
  });

  it('is never wider than the terminal', () => {
    const lines = [...SHOP, '日本語の名前:1|c|#😀:große', 'bad line'];
    for (let width = 0; width <= 130; width++) {
      expect(Math.max(...tableOf(lines, { width }).map(columnsOf))).toBeLessThanOrEqual(width);
    }
  });

  it('is never higher than the terminal, and says what is left out', () => {
    expect(tableOf([...SHOP, 'bad line'], { width: 40, height: 8 })).toEqual([
      'up 5 s · 6 series · 8 lines (1.6/s) · 8…',
      '',
      'NAME          TAGS            COUNT   /S',
      'bytes                            10    2',
      'http.request  method=GET,ro…      4  0.8',
      '… and 4 more series',
      '',
      'refused: bad line (no ":" between a nam…',
    ]);
    for (let height = 1; height <= 20; height++) {
      expect(tableOf(SHOP, { width: 80, height }).length).toBeLessThanOrEqual(height);
    }
  });

  it('shows the latest events and service checks below the series', () => {
    const lines = ['a:1|c', '_sc|one|0', '_sc|two|0', '_e{8,2}:deployed|v2', '_sc|db.up|2|m:no answer'];
    expect(tableOf(lines, { width: 60 }).slice(2)).toEqual([
      'NAME  TAGS  KIND     COUNT   /S  LAST  P50  P95  MAX',
      'a           counter      1  0.2',
      '',
      'check ok two',
      'event info deployed: v2',
      'check critical db.up: no answer',
    ]);
  });

  it('prints nothing that a terminal would obey', () => {
    const lines = tableOf(['a\u009b2J\u202eb:1|c|#k:\u200bv', 'm:\x1b[31mred|c'], { width: 100 });
    expect(lines.slice(3)).toEqual([
      'a·2J·b  k=·v  counter      1  0.2',
      '',
      'refused: m:·[31mred|c (a control character in the line)',
    ]);
  });

  it('says so when nothing has come', () => {
    expect(tableOf([], { width: 80 })).toEqual([
      'up 5 s · 0 series · 0 lines (0/s) · 0 packets · 0 refused',
      '',
      'Nothing has come yet.',
    ]);
  });
});
