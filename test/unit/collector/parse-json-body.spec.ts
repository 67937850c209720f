import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonBody } from '../../../lib/collector/parse-json-body';

const reasons = (body: string): string[] =>
  parseJsonBody(body).map(({ parsed }) => (parsed.type === 'refused' ? parsed.reason : parsed.type));

describe('a JSON body', () => {
  it('is groups of metrics', () => {
    const body =
      '{"counters":{"api.requests":1,"queue.size":-3},"gauges":{"mem":42.1},"timers":{"db":[45.2,123.8]},' +
      '"histograms":{"size":[2048]},"sets":{"users":["7","9"]}}';
    const common = { type: 'metric', rate: 1, tags: [] };
    expect(parseJsonBody(body)).toEqual([
      {
        text: '{"counters":{"api.requests":1}}',
        parsed: { ...common, name: 'api.requests', kind: 'counter', values: [1] },
      },
      {
        text: '{"counters":{"queue.size":-3}}',
        parsed: { ...common, name: 'queue.size', kind: 'counter', values: [-3] },
      },
      { text: '{"gauges":{"mem":42.1}}', parsed: { ...common, name: 'mem', kind: 'gauge', values: [42.1] } },
      {
        text: '{"timers":{"db":[45.2,123.8]}}',
        parsed: { ...common, name: 'db', kind: 'timer', values: [45.2, 123.8] },
      },
      {
        text: '{"histograms":{"size":[2048]}}',
        parsed: { ...common, name: 'size', kind: 'histogram', values: [2048] },
      },
      { text: '{"sets":{"users":["7","9"]}}', parsed: { ...common, name: 'users', kind: 'set', members: ['7', '9'] } },
    ]);
  });

  it('loses only the entries that are wrong', () => {
    expect(
      reasons(
        '{"counters":{"a":"1","b":null,"":1,"c d":1,"e":1e999,"f":2},"timers":{"t":5,"u":[],"v":[1,"2"]},' +
          '"sets":{"s":[""],"w":[7],"x":["a:b"]},"meters":{"m":1},"gauges":[1]}',
      ),
    ).toEqual([
      'a counter that is no number',
      'a counter that is no number',
      'the name is empty',
      'a reserved character in the name "c d"',
      'a counter that is no number',
      'metric',
      'a timer that is no list of numbers',
      'a timer that is no list of numbers',
      'a timer that is no list of numbers',
      'a set that is no list of texts without reserved characters',
      'a set that is no list of texts without reserved characters',
      'a set that is no list of texts without reserved characters',
      'an unknown group "meters"',
      'the group "gauges" is no object',
    ]);
  });

  it('is refused whole where it is no object', () => {
    expect(reasons('{')).toEqual(['not JSON']);
    expect(reasons('')).toEqual(['not JSON']);
    expect(reasons('[1]')).toEqual(['not a JSON object of groups']);
    expect(reasons('null')).toEqual(['not a JSON object of groups']);
    expect(reasons('{}')).toEqual([]);
  });

  it('may be called what objects call their own', () => {
    expect(reasons('{"counters":{"__proto__":1,"constructor":2}}')).toEqual(['metric', 'metric']);
    expect(reasons('{"__proto__":{"a":1}}')).toEqual(['an unknown group "__proto__"']);
  });

  it('never throws, whatever comes', () => {
    expect(reasons(`{"counters":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`)).toEqual([
      'a counter that is no number',
    ]);
    const group = fc.constantFrom('counters', 'gauges', 'timers', 'histograms', 'sets', 'x');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.dictionary(group, fc.jsonValue()).map((body) => JSON.stringify(body)),
        ),
        (body) => {
          expect(Array.isArray(parseJsonBody(body))).toBe(true);
        },
      ),
    );
  });
});
