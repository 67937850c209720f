/** What is known of a handler when it is registered with the adapter. */
export interface Route {
  /** As it is written in the code. */
  readonly path: string;
  readonly isSkipped: boolean;
  /** Left out where several controllers inherit one handler. */
  readonly controller: string | undefined;
  readonly handler: string | undefined;
}
