import type { HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { StatsService } from '../stats.service';
import { RequestRecorder } from './request-recorder';
import { watchRequests } from './request-entrance';
import type { RequestOptions } from './request-options';
import type { RequestWatch } from './request-watch';
import type { ServedRequest } from './served-request';

/** Records with one client what an application is asked for. */
export class ServerRecorder {
  private watch: RequestWatch | undefined;

  /** @param options `undefined`: nothing is recorded */
  constructor(
    private readonly client: StatsService,
    private readonly options: RequestOptions | undefined,
    private readonly host: HttpAdapterHost,
    private readonly modules: ModulesContainer,
  ) {}

  /** To be called once the application has its HTTP adapter, and before its routes are registered. */
  install(): void {
    // A test may have put something else in the client's place.
    if (this.options !== undefined && this.client instanceof StatsService) {
      this.watch = watchRequests(this.host.httpAdapter, this.modules);
      this.watch.add(new RequestRecorder(this.client, this.options));
    }
  }

  find(request: object): ServedRequest | undefined {
    return this.watch?.find(request);
  }
}
