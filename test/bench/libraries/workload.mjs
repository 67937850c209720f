// @ts-check
/** What is recorded: the same for every library. */

/**
 * @param {string} prefix
 * @param {number} count
 */
const texts = (prefix, count) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** Draws that are the same in every run. */
function pseudoRandom(state = 42) {
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

/** Calls until the order of series repeats: a power of two, so that a place in it is found by one `&`. */
const CALLS = 16_384;
export const MASK = CALLS - 1;

/** Values of the three tags, call by call: every series comes up once, then they are drawn. */
class TagValues {
  /** @type {string[]} */ channel = [];
  /** @type {string[]} */ kind = [];
  /** @type {string[]} */ region = [];

  /**
   * @param {number} a how many channels there are
   * @param {number} b how many kinds
   * @param {number} c how many regions
   */
  constructor(a, b, c) {
    const [channels, kinds, regions] = [texts('channel-', a), texts('kind-', b), texts('region-', c)];
    const random = pseudoRandom();
    for (let i = 0; i < CALLS; i += 1) {
      const series = i < a * b * c ? i : Math.floor(random() * a * b * c);
      this.channel.push(channels[series % a] ?? '');
      this.kind.push(kinds[Math.floor(series / a) % b] ?? '');
      this.region.push(regions[Math.floor(series / (a * b))] ?? '');
    }
  }
}

export const HUNDRED = new TagValues(5, 5, 4);
export const TEN_THOUSAND = new TagValues(100, 20, 5);
export const TAG_KEYS = ['channel', 'kind', 'region'];
export const ROOM = 20_000;

export const NAMES = texts('orders.of.shop.', 1_000);

/** Durations in milliseconds, with the microseconds that clocks tell. */
export const DURATIONS = Float64Array.from({ length: CALLS }, (_, i) => (((i * 7_919) % 250_000) + 13) / 1_000);

/** An interval in milliseconds that never passes: the flush under test is the only one. */
export const FAR = 2_000_000_000;
