import type { RawRequest, RawResponse } from './raw-messages';
import { rawOf } from './raw-messages';
import type { RequestRecorder } from './request-recorder';
import { ServedRequest } from './served-request';

/** Sees every request of an application once, from its arrival to the end of its response, by whichever way it comes in. */
export class RequestWatch {
  private readonly key = Symbol('nestjs-stats.served');
  private readonly recorders: RequestRecorder[] = [];
  private active = 0;

  add(recorder: RequestRecorder): void {
    this.recorders.push(recorder);
    recorder.observe(() => this.active);
  }

  /** What is known of a request, the framework's or the server's; `undefined` where it came in unseen. */
  find(request: object): ServedRequest | undefined {
    return rawOf(request)[this.key] as ServedRequest | undefined;
  }

  /** Of a request that was seen before it does nothing. */
  begin(raw: RawRequest, response: RawResponse): ServedRequest {
    const known = raw[this.key] as ServedRequest | undefined;
    if (known !== undefined) {
      return known;
    }
    const served = new ServedRequest(
      raw,
      response,
      this.recorders.map((recorder) => recorder.now()),
    );
    raw[this.key] = served;
    this.active += 1;
    // HTTP/2 says this of a stream that the client has reset, too.
    response.on('finish', () => this.end(served, !response.writableEnded));
    // The end of every response; before it is finished only where the client has left.
    response.on('close', () => this.end(served, true));
    return served;
  }

  private end(served: ServedRequest, isAborted: boolean): void {
    if (served.isOver) {
      return;
    }
    served.isOver = true;
    this.active -= 1;
    this.recorders.forEach((recorder, index) => recorder.record(served, served.began[index] ?? 0, isAborted));
  }
}
