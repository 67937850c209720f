import {
  array,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  oneof,
  option,
  record,
  string,
  type Arbitrary,
} from 'fast-check';

/** Tags as they are handed over, some of which are none. */
export type GivenTags = Readonly<Record<string, unknown>> | undefined;

export type Method = 'incr' | 'decr' | 'gauge' | 'gaugeDelta' | 'timing' | 'histogram' | 'distribution' | 'set';

export type Step =
  | {
      readonly do: 'call';
      readonly method: Method;
      readonly name: string;
      readonly value: unknown;
      readonly tags: GivenTags;
      readonly rate: unknown;
    }
  | { readonly do: 'scope'; readonly name: string; readonly tags: GivenTags; readonly steps: readonly Step[] }
  | { readonly do: 'pipeline'; readonly steps: readonly Step[] };

/** What one client is made of and asked to do. */
export interface Session {
  readonly prefix: string;
  readonly tags: GivenTags;
  readonly aggregate: boolean;
  readonly maxPacketBytes: number;
  readonly steps: readonly Step[];
}

/** Everything that means something somewhere, with half pairs, and what looks like it. */
const NASTY = [
  ...Array.from('abc019._-:|@#,=;[]\\~!^ \t\r\n\0\x7f\x85\'"{}()+/*$%&<>?`éß日\u{1f600}'),
  '\ud800',
  '\udfff',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '.__',
  '::',
  '|#',
  '|@',
];
export const text: Arbitrary<string> = oneof(
  { weight: 4, arbitrary: string({ unit: constantFrom(...NASTY), maxLength: 8 }) },
  { weight: 1, arbitrary: string({ unit: 'binary', maxLength: 6 }) },
  { weight: 1, arbitrary: constantFrom('orders.placed', 'host', 'toString', '__proto__', 'a'.repeat(60)) },
);
// Few names, so that calls meet.
const name = oneof({ weight: 1, arbitrary: text }, { weight: 2, arbitrary: constantFrom('a', 'b c', 'b_c', '') });
const number = oneof(
  { weight: 3, arbitrary: integer({ min: -20, max: 20 }) },
  { weight: 2, arbitrary: double({ min: -1_000, max: 1_000, noNaN: true }) },
  { weight: 1, arbitrary: double() },
  {
    weight: 1,
    arbitrary: constantFrom<unknown>(-0, 1e21, -1e21, 1e-7, 0.1 + 0.2, 2 ** 53, '1', null, undefined, true),
  },
);
const tagValue = oneof(
  { weight: 4, arbitrary: text },
  { weight: 1, arbitrary: oneof(integer(), double(), boolean()) },
  { weight: 1, arbitrary: constantFrom<unknown>('', null, undefined, {}, []) },
);
const tags: Arbitrary<GivenTags> = option(
  dictionary(oneof(constantFrom('k', 'l', 'host', ''), text), tagValue, { maxKeys: 3 }),
  { nil: undefined },
);
const rate = oneof(
  { weight: 3, arbitrary: constant<unknown>(undefined) },
  { weight: 1, arbitrary: constantFrom<unknown>(0, 0.25, 0.5, 1 / 3, 1, 2, 1e-7, -1, NaN, '0.5', null) },
);

const method = constantFrom<Method>(
  'incr',
  'decr',
  'gauge',
  'gaugeDelta',
  'timing',
  'histogram',
  'distribution',
  'set',
);
const { step } = letrec<{ step: Step; call: Step }>((tie) => ({
  call: record({
    do: constant('call' as const),
    method,
    name,
    value: oneof({ weight: 4, arbitrary: number }, { weight: 1, arbitrary: text }),
    tags,
    rate,
  }),
  step: oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: tie('call') },
    {
      weight: 1,
      arbitrary: record({
        do: constant('scope' as const),
        name: text,
        tags,
        steps: array(tie('step'), { maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: record({ do: constant('pipeline' as const), steps: array(tie('step'), { maxLength: 5 }) }),
    },
  ),
}));

export const session: Arbitrary<Session> = record({
  prefix: oneof(constantFrom('', 'app', 'app.'), text),
  tags: oneof(
    constant(undefined),
    dictionary(text, oneof(text, integer(), boolean(), constantFrom(null, undefined)), { maxKeys: 2 }),
  ),
  aggregate: boolean(),
  maxPacketBytes: oneof(constant(65_507), integer({ min: 1, max: 120 })),
  steps: array(step, { minLength: 1, maxLength: 6 }),
});
