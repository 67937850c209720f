import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import { Observable } from 'rxjs';
import { isSkipped } from './decorators/skip-stats.decorator';
import { ServerRecorder } from './requests/server-recorder';

/**
 * Adds to the record of a request what only the framework knows of it: the exception that a filter turns into a response.
 * The module registers it for the whole application; where it stands a second time it does nothing more.
 */
@Injectable()
export class StatsInterceptor implements NestInterceptor {
  constructor(@Optional() @Inject(ServerRecorder) private readonly recorder?: ServerRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const recorder = this.recorder;
    if (recorder === undefined || context.getType() !== 'http') {
      return next.handle();
    }
    const served = recorder.find(context.switchToHttp().getRequest());
    if (served === undefined) {
      return next.handle();
    }
    const controller = context.getClass();
    const handler = context.getHandler();
    served.controller = controller.name;
    served.handler = handler.name;
    served.isSkipped = isSkipped(handler) || isSkipped(controller);
    const handled = next.handle();
    return new Observable((subscriber) =>
      handled.subscribe({
        next: (value) => subscriber.next(value),
        error: (error) => {
          served.exception = { error };
          subscriber.error(error);
        },
        complete: () => subscriber.complete(),
      }),
    );
  }
}
