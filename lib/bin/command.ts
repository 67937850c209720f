/** What stands behind `nestjs-stats NAME`. */
export interface Command {
  /** Printed on `--help`. */
  readonly help: string;
  /**
   * Resolves with the exit code when all is done: 0 where everything went well, 1 where something was lost.
   *
   * @throws UsageError
   */
  run(args: string[]): Promise<number>;
}
