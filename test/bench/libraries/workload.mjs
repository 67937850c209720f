// @ts-check
/** What is recorded, the same for every library. */

/** @param {string} prefix @param {number} count */
const texts = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** Numbers that make the order of calls look like that of traffic, the same in every run. */
function* pseudoRandom() {
  let state = 42;
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state / 0x7fffffff;
  }
}

/** How many calls pass before the order of series repeats: a power of two, so that finding a place is one `&`. */
const ORDER = 16_384;

/** Values of three tags whose combinations are `a.length * b.length * c.length` series, in the order of `order`. */
class TagValues {
  /** @param {number} a @param {number} b @param {number} c */
  constructor(a, b, c) {
    const [channels, kinds, regions] = [texts('channel-', a), texts('kind-', b), texts('region-', c)];
    const random = pseudoRandom();
    /** @type {string[]} */ this.channel = [];
    /** @type {string[]} */ this.kind = [];
    /** @type {string[]} */ this.region = [];
    for (let i = 0; i < ORDER; i += 1) {
      // Every series comes up once before the rest is drawn.
      const series = i < a * b * c ? i : Math.floor((random.next().value ?? 0) * a * b * c);
      this.channel.push(channels[series % a] ?? '');
      this.kind.push(kinds[Math.floor(series / a) % b] ?? '');
      this.region.push(regions[Math.floor(series / (a * b))] ?? '');
    }
  }
}

export const MASK = ORDER - 1;
export const HUNDRED = new TagValues(5, 5, 4);
export const TEN_THOUSAND = new TagValues(100, 20, 5);
export const TAG_KEYS = ['channel', 'kind', 'region'];
export const NAMES = texts('orders.of.shop.', 1_024);
/** Durations in milliseconds, as clocks tell them. */
export const DURATIONS = Float64Array.from({ length: 1_024 }, (_, i) => Math.round(((i * 7_919) % 250_000) + 13) / 1_000);
export const NAME_MASK = 1_023;
