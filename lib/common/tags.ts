/** `null` and `undefined` leave the tag out and remove an inherited one. */
export type TagValue = string | number | boolean | null | undefined;

/** Dimensions of a metric. Any other value than a {@link TagValue} leaves its tag out and is counted in `droppedTags`. */
export type Tags = Readonly<Record<string, TagValue>>;
