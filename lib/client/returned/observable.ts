import type { Recording } from '../recording';
import { Completion } from './completion';
import { standIn } from './stand-in';

interface Observer {
  next?(value: unknown): void;
  error?(error: unknown): void;
  complete?(): void;
}

interface Subscriber extends Required<Observer> {
  add(teardown: () => void): void;
}

interface Subscription {
  unsubscribe(): void;
}

interface AnyObservable {
  subscribe(...args: unknown[]): unknown;
  lift?(operator: { call(subscriber: Subscriber, source: AnyObservable): unknown }): AnyObservable;
}

/** Recognised by shape, so that this floor needs no rxjs. */
export function isObservable(value: object): boolean {
  const { subscribe, pipe } = value as Record<string, unknown>;
  if (typeof subscribe !== 'function') {
    return false;
  }
  if (typeof pipe === 'function') {
    return true;
  }
  // A store is subscribed to as well, and hands out its Observable under this name; an Observable hands out itself.
  const self: unknown = Reflect.get(value, (Symbol as { observable?: symbol }).observable ?? '@@observable');
  return typeof self === 'function' && Reflect.apply(self as () => unknown, value, []) === value;
}

/** Begins at every subscription, and reports it when it completes, fails or is given up. */
export function followObservable<Began>(observable: object, recording: Recording<Began>): object {
  const source = observable as AnyObservable;
  const begin = (): Completion<Began> => new Completion(recording, recording.begin());
  if (typeof source.lift !== 'function') {
    return standIn(source, { subscribe: subscribeForeign(source, begin) }, 'stand-in');
  }
  // The source gets the caller's own subscriber: values pass untouched, and a subscriber that has had enough stops the source.
  const lifted = source.lift({
    call: (subscriber) => {
      const completion = begin();
      const { error, complete } = subscriber;
      subscriber.error = (reason) => {
        completion.fail(reason);
        Reflect.apply(error, subscriber, [reason]);
      };
      subscriber.complete = () => {
        completion.succeed();
        Reflect.apply(complete, subscriber, []);
      };
      subscriber.add(() => completion.succeed());
      return source.subscribe(subscriber);
    },
  });
  return standIn(source, { subscribe: (...args: unknown[]) => lifted.subscribe(...args) }, 'stand-in');
}

/** For Observables of other makes, which take an observer or three functions and return a subscription. */
function subscribeForeign<Began>(source: AnyObservable, begin: () => Completion<Began>) {
  return (...args: unknown[]): unknown => {
    const observer = toObserver(args);
    const completion = begin();
    const subscription = source.subscribe({
      next: (value: unknown) => observer.next?.(value),
      error: (error: unknown) => {
        completion.fail(error);
        if (observer.error === undefined) {
          // Nobody listens: it surfaces as it would have without us.
          setTimeout(() => {
            throw error;
          });
          return;
        }
        observer.error(error);
      },
      complete: () => {
        completion.succeed();
        observer.complete?.();
      },
    });
    return isSubscription(subscription)
      ? standIn(
          subscription,
          {
            unsubscribe: () => {
              completion.succeed();
              subscription.unsubscribe();
            },
          },
          'target',
        )
      : subscription;
  };
}

function toObserver(args: unknown[]): Observer {
  const [first, error, complete] = args;
  if (typeof first === 'object' && first !== null) {
    return first;
  }
  return { next: first, error, complete } as Observer;
}

function isSubscription(value: unknown): value is Subscription {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'unsubscribe') === 'function';
}
