import type { Recording } from '../../client/recording';

/** Several recordings of one call, told as one. */
export class Chorus implements Recording<unknown[]> {
  constructor(private readonly recordings: readonly Recording<unknown>[]) {}

  begin(): unknown[] {
    return this.recordings.map((recording) => recording.begin());
  }

  succeed(began: unknown[], result: unknown): void {
    this.recordings.forEach((recording, index) => recording.succeed(began[index], result));
  }

  fail(began: unknown[], error: unknown): void {
    this.recordings.forEach((recording, index) => recording.fail(began[index], error));
  }

  pause(began: unknown[]): void {
    this.recordings.forEach((recording, index) => recording.pause?.(began[index]));
  }

  resume(began: unknown[]): void {
    this.recordings.forEach((recording, index) => recording.resume?.(began[index]));
  }
}
