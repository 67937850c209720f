import type { ExecutionContext } from '@nestjs/common';
import type { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { whenDone } from '../../client/when-done';
import type { CallDescription } from '../messages/describe-call';
import { MessageRecording } from '../messages/message-recording';
import { StatsService } from '../stats.service';
import { RequestRecorder } from './request-recorder';
import { watchRequests } from './request-entrance';
import type { RequestOptions } from './request-options';
import type { RequestWatch } from './request-watch';
import type { ServedRequest } from './served-request';

/** What an application records of what it is asked for. */
export interface ServerOptions {
  /** `undefined`: no requests. */
  readonly requests: RequestOptions | undefined;
  /** Whether messages and operations are recorded, where there is an interceptor. */
  readonly messages: boolean;
}

/** Records with one client what an application is asked for. */
export class ServerRecorder {
  private watch: RequestWatch | undefined;
  /** Calls that are recorded already: an interceptor may stand before a handler more than once. */
  private readonly seen = new WeakSet<ExecutionContext>();

  constructor(
    private readonly client: StatsService,
    private readonly options: ServerOptions,
    private readonly host: HttpAdapterHost,
    private readonly modules: ModulesContainer,
  ) {}

  /** To be called once the application has its HTTP adapter, and before its routes are registered. */
  install(): void {
    const { requests } = this.options;
    // A test may have put something else in the client's place.
    if (requests !== undefined && this.client instanceof StatsService) {
      this.watch = watchRequests(this.host.httpAdapter, this.modules);
      this.watch.add(new RequestRecorder(this.client, requests));
    }
  }

  findRequest(request: object): ServedRequest | undefined {
    return this.watch?.find(request);
  }

  recordCall(context: ExecutionContext, call: CallDescription, handled: Observable<unknown>): Observable<unknown> {
    if (!this.options.messages || !(this.client instanceof StatsService) || this.seen.has(context)) {
      return handled;
    }
    this.seen.add(context);
    const recording = new MessageRecording(this.client, call);
    return whenDone(handled, recording.begin(), recording);
  }
}
