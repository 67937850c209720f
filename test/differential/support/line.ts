/** A line taken to pieces, with numbers as numbers. What is not made like one stays text. */
export type WireLine =
  | string
  | {
      readonly name: string;
      readonly values: readonly (number | string)[];
      readonly sign: string;
      readonly type: string;
      readonly rate: number;
      readonly time: string;
      readonly tags: string;
    };

const LINE = /^([^:|]*):([^:|]*)\|(c|g|ms|h|d|s)(?:\|@([\d.e-]+))?(?:\|#([^|]*))?(?:\|(\d+))?$/;

/** So that `320.000000` and `320`, `@1e-05` and `@0.00001` are the same. */
export function wireLine(text: string): WireLine {
  const match = LINE.exec(text);
  if (match === null) {
    return text;
  }
  const [, name = '', value = '', type = '', rate = '1', tags = '', time = ''] = match;
  const values = (type === 's' ? [value] : value.split(',')).map((part) => numberOf(part, type));
  // A sign makes a delta of a gauge.
  const sign = type === 'g' ? (/^[+-]/.exec(value)?.[0] ?? '') : '';
  return { name, values, sign, type, rate: Number(rate), time, tags };
}

function numberOf(text: string, type: string): number | string {
  const number = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(number)) {
    return text;
  }
  // Durations are told to a millionth of a millisecond; Python prints what its arithmetic leaves beyond that.
  return type === 'ms' && Math.abs(number) < 1e20 ? Number(number.toFixed(6)) : number;
}
