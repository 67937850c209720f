// @ts-check

/**
 * Three tags for each of so many series, as even a cube as it gets; the texts are made once.
 *
 * @param {number} series
 */
export function tagSets(series) {
  const width = Math.max(1, Math.round(Math.cbrt(series)));
  const texts = (/** @type {string} */ prefix, /** @type {number} */ count) =>
    Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
  const [channels, kinds] = [texts('channel', width), texts('kind', width)];
  const regions = texts('region', Math.ceil(series / width / width));
  return {
    /** @param {number} i */
    tags: (i) => ({
      channel: channels[i % width] ?? '',
      kind: kinds[Math.floor(i / width) % width] ?? '',
      region: regions[Math.floor(i / width / width)] ?? '',
    }),
  };
}
