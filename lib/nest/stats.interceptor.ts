import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { catchError } from 'rxjs/operators';
import { isSkipped } from './decorators/skip-stats.decorator';
import { describeCall } from './messages/describe-call';
import { ServerRecorder } from './requests/server-recorder';
import type { ServedRequest } from './requests/served-request';

/**
 * Adds to the record of a request what only the framework knows of it, such as the exception that a filter turns into a
 * response, and records messages (`rpc.server.call.duration`, `ws.server.message.duration`) and GraphQL operations
 * (`graphql.server.operation.duration`). The module registers it for the whole application. Where Nest gives a class no
 * global interceptors, `@UseInterceptors(StatsInterceptor)` does; a second one before a handler does nothing more.
 */
@Injectable()
export class StatsInterceptor implements NestInterceptor {
  constructor(@Optional() @Inject(ServerRecorder) private readonly recorder?: ServerRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (this.recorder === undefined) {
      return next.handle();
    }
    if (context.getType() === 'http') {
      const served = this.recorder.findRequest(context.switchToHttp().getRequest());
      return served === undefined ? next.handle() : note(served, context, next);
    }
    const call = describeCall(context);
    return call === undefined || isLeftOut(context)
      ? next.handle()
      : this.recorder.recordCall(context, call, next.handle());
  }
}

function isLeftOut(context: ExecutionContext): boolean {
  return isSkipped(context.getHandler()) || isSkipped(context.getClass());
}

function note(served: ServedRequest, context: ExecutionContext, next: CallHandler): Observable<unknown> {
  // Where several controllers inherit a handler, the route does not tell which of them it is.
  if (served.route?.controller === undefined) {
    served.controller = context.getClass().name;
    served.handler = context.getHandler().name;
    served.isSkipped = isLeftOut(context);
  }
  // Of the operators that see an error the one that costs the least.
  return next.handle().pipe(
    catchError((error: unknown) => {
      served.exception = { error };
      throw error;
    }),
  );
}
