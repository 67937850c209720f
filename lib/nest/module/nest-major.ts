/** The major version of the Nest that the application runs on: some things are done in another way in each. */
export const NEST_MAJOR = Number.parseInt((require('@nestjs/core/package.json') as { version: string }).version, 10);
