import type { Pipeline } from './stats';
import type { Recorder } from './recorder';
import { Scope } from './scope';
import type { ScopePlace } from './scope-place';

/** A scope over a table of its own, which is emptied when it sends. */
export class PipelineScope extends Scope implements Pipeline {
  constructor(
    recorder: Recorder,
    place: ScopePlace,
    private readonly dispatch: () => void,
  ) {
    super(recorder, place);
  }

  send(): void {
    this.dispatch();
  }

  [Symbol.dispose](): void {
    this.dispatch();
  }
}
