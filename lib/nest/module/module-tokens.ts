/** What each `StatsModule` keeps to itself: two of them in an application hold different things under these. */
export const CLIENT_NAME = Symbol('nestjs-stats.client-name');
export const OPTIONS = Symbol('nestjs-stats.options');
export const ROOT_ID = Symbol('nestjs-stats.root-id');
export const FEATURE = Symbol('nestjs-stats.feature');
