import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import {
  BehaviorSubject,
  EMPTY,
  NEVER,
  Observable,
  Subject,
  concat,
  config,
  from,
  isObservable,
  lastValueFrom,
  map,
  of,
  range,
  take,
  throwError,
  toArray,
} from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Recording } from '../../../lib/client/recording';
import { isPrimitive, whenDone } from '../../../lib/client/when-done';

/** Writes down what it is told: `begin 1`, `succeed 1`, `fail 1 boom`, … */
class Diary implements Recording<number> {
  readonly lines: string[] = [];
  readonly results: unknown[] = [];
  private begun = 0;

  begin(): number {
    this.begun += 1;
    this.lines.push(`begin ${this.begun}`);
    return this.begun;
  }

  succeed(began: number, result: unknown): void {
    this.lines.push(`succeed ${began}`);
    this.results.push(result);
  }

  fail(began: number, error: unknown): void {
    this.lines.push(`fail ${began} ${error instanceof Error ? error.message : String(error)}`);
  }

  pause(began: number): void {
    this.lines.push(`pause ${began}`);
  }

  resume(began: number): void {
    this.lines.push(`resume ${began}`);
  }
}

let diary: Diary;
const follow = <T>(returned: T): T => whenDone(returned, diary.begin(), diary);

beforeEach(() => {
  diary = new Diary();
});

describe('plain values', () => {
  class Entity {
    next = 'another';
    pipe = 3;
  }
  it.each<[string, unknown]>([
    ['a number', 1],
    ['null', null],
    ['undefined', undefined],
    ['a string', 'text'],
    ['an object', { id: 1 }],
    ['an array', [1, 2]],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a class instance with misleading fields', new Entity()],
    ['an object without a prototype', Object.create(null)],
    ['a web stream', new ReadableStream()],
    ['a store', { subscribe: () => 1, dispatch: () => 1 }],
  ])('%s is done at once and returned as it is', (_, value) => {
    expect(follow(value)).toBe(value);
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
    expect(diary.results).toEqual([value]);
  });

  it('an object that throws when asked for what it does not have is a plain value', () => {
    const strict = new Proxy(
      {},
      {
        get: (_, key) => {
          throw new TypeError(`no ${String(key)}`);
        },
      },
    );
    expect(follow(strict)).toBe(strict);
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
  });

  it('primitives are told apart without a look inside', () => {
    expect([1, '', null, undefined, true, Symbol.iterator, 1n].every(isPrimitive)).toBe(true);
    expect([{}, [], () => 1].some(isPrimitive)).toBe(false);
  });
});

describe('promises', () => {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

  beforeEach(() => {
    unhandled.length = 0;
    process.on('unhandledRejection', onUnhandled);
  });
  afterEach(() => {
    process.off('unhandledRejection', onUnhandled);
  });

  it('are recorded when they settle, with the value', async () => {
    let resolve: (value: string) => void = () => {};
    const promise = follow(new Promise<string>((done) => (resolve = done)));
    expect(promise).toBeInstanceOf(Promise);
    expect(diary.lines).toEqual(['begin 1']);
    resolve('value');
    expect(await promise).toBe('value');
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
    expect(diary.results).toEqual(['value']);
  });

  it('keep their reason, and a caller that handles it hears of nothing else', async () => {
    const reason = new Error('boom');
    await expect(follow(Promise.reject(reason))).rejects.toBe(reason);
    await new Promise(setImmediate);
    expect(diary.lines).toEqual(['begin 1', 'fail 1 boom']);
    expect(unhandled).toEqual([]);
  });

  it('that nobody handles are unhandled once', async () => {
    const reason = new Error('boom');
    void follow(Promise.reject(reason));
    await new Promise(setImmediate);
    expect(unhandled).toEqual([reason]);
    expect(diary.lines).toEqual(['begin 1', 'fail 1 boom']);
  });

  it('keep the members that were put on them', async () => {
    const cancel = (): void => {};
    const promise = follow(Object.assign(Promise.resolve(1), { cancel }));
    expect(promise.cancel).toBe(cancel);
    expect(await promise).toBe(1);
  });

  it('of a class of their own keep its methods and private fields', async () => {
    class Cancelable extends Promise<number> {
      #canceled = false;
      cancel(): this {
        this.#canceled = true;
        return this;
      }
      get canceled(): boolean {
        return this.#canceled;
      }
    }
    const promise = follow(new Cancelable((resolve) => resolve(1)));
    expect(promise.cancel()).toBe(promise);
    expect(promise.canceled).toBe(true);
    expect(promise).toBeInstanceOf(Cancelable);
    expect(await promise).toBe(1);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);
  });
});

describe('other thenables', () => {
  /** A query builder: nothing runs until `then`, and every `then` runs it. */
  class Query {
    runs = 0;
    #limit = 0;
    readonly model = class Model {};

    limit(limit: number): this {
      this.#limit = limit;
      return this;
    }

    // oxlint-disable-next-line unicorn/no-thenable
    then<R>(onFulfilled?: (rows: string[]) => R, onRejected?: (reason: unknown) => R): Promise<R> {
      this.runs += 1;
      const rows = Array.from({ length: this.#limit }, (_, index) => `row ${index}`);
      const run = this.#limit < 0 ? Promise.reject(new Error('bad limit')) : Promise.resolve(rows);
      return run.then(onFulfilled, onRejected);
    }

    catch(onRejected: (reason: unknown) => unknown): Promise<unknown> {
      return this.then((rows) => rows as unknown, onRejected);
    }

    finally(done: () => void): Promise<string[]> {
      return this.then((rows) => rows).finally(done);
    }
  }

  it('run when the caller awaits them, once', async () => {
    const query = new Query().limit(2);
    const returned = follow(query);
    expect(query.runs).toBe(0);
    expect(diary.lines).toEqual(['begin 1', 'pause 1']);
    expect(await returned).toEqual(['row 0', 'row 1']);
    expect(query.runs).toBe(1);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);
    expect(diary.results).toEqual([['row 0', 'row 1']]);
  });

  it('keep their methods, which chain on what is followed', async () => {
    const query = new Query();
    const returned = follow(query);
    expect(returned).toBeInstanceOf(Query);
    expect(returned.model).toBe(query.model);
    expect(returned.constructor).toBe(Query);
    expect(await returned.limit(1)).toEqual(['row 0']);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);
  });

  it('fail with their reason', async () => {
    await expect(follow(new Query().limit(-1))).rejects.toThrow('bad limit');
    expect(diary.lines.at(-1)).toBe('fail 1 bad limit');
  });

  it('are recorded through catch as well', async () => {
    expect(await follow(new Query().limit(-1)).catch(() => 'caught')).toBe('caught');
    expect(diary.lines.at(-1)).toBe('fail 1 bad limit');
    expect(await follow(new Query().limit(1)).catch(() => 'caught')).toEqual(['row 0']);
    expect(diary.lines.at(-1)).toBe('succeed 2');
  });

  it('are recorded through finally as well', async () => {
    const done = vi.fn<() => void>();
    await expect(follow(new Query().limit(-1)).finally(done)).rejects.toThrow('bad limit');
    expect(diary.lines.at(-1)).toBe('fail 1 bad limit');
    expect(await follow(new Query()).finally(done)).toEqual([]);
    expect(diary.lines.at(-1)).toBe('succeed 2');
    expect(done).toHaveBeenCalledTimes(2);
  });

  it('that are awaited twice are recorded once', async () => {
    const returned = follow(new Query());
    await returned;
    await returned;
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);
  });

  it('may be frozen literals', async () => {
    // oxlint-disable-next-line unicorn/no-thenable
    const frozen = Object.freeze({ then: (done: (value: number) => void) => done(7), [Symbol.toStringTag]: 'Lazy' });
    const returned = follow(frozen);
    expect(Object.prototype.toString.call(returned)).toBe('[object Lazy]');
    expect(await returned).toBe(7);
    expect(diary.lines.at(-1)).toBe('succeed 1');
  });
});

describe('Observables', () => {
  it('are recorded per subscription', async () => {
    const observable = follow(of(1, 2));
    expect(observable).toBeInstanceOf(Observable);
    expect(isObservable(observable)).toBe(true);
    expect(diary.lines).toEqual(['begin 1', 'pause 1']);
    expect(await lastValueFrom(observable.pipe(toArray()))).toEqual([1, 2]);
    expect(await lastValueFrom(observable)).toBe(2);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'begin 2', 'succeed 2', 'begin 3', 'succeed 3']);
  });

  it('fail with their error', async () => {
    const observable = follow(throwError(() => new Error('boom')));
    await expect(lastValueFrom(observable)).rejects.toThrow('boom');
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'fail 2 boom']);
  });

  it('that are given up are successes', () => {
    const subscription = follow(NEVER).subscribe();
    expect(diary.lines.slice(2)).toEqual(['begin 2']);
    subscription.unsubscribe();
    subscription.unsubscribe();
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'succeed 2']);
  });

  it('stop when the subscriber has had enough, though the source never would', async () => {
    expect(await lastValueFrom(follow(range(0, Infinity)).pipe(take(3), toArray()))).toEqual([0, 1, 2]);
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'succeed 2']);
  });

  it('are recorded inside other Observables', async () => {
    const inner = follow(of(1));
    expect(
      await lastValueFrom(
        concat(inner, EMPTY, from(inner)).pipe(
          map((n) => n * 2),
          toArray(),
        ),
      ),
    ).toEqual([2, 2]);
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'succeed 2', 'begin 3', 'succeed 3']);
  });

  it('that are subjects stay subjects, and others that subscribe to them are not recorded', () => {
    const subject = new BehaviorSubject(1);
    const returned = follow(subject);
    expect(returned).toBeInstanceOf(BehaviorSubject);
    returned.next(2);
    expect([subject.value, returned.value]).toEqual([2, 2]);
    const seen: number[] = [];
    subject.subscribe((value) => seen.push(value));
    expect(diary.lines).toEqual(['begin 1', 'pause 1']);
    returned.subscribe((value) => seen.push(value));
    returned.complete();
    expect(seen).toEqual([2, 2]);
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'succeed 2']);
  });

  it('leave an error that nobody listens for where it was', async () => {
    const reported = new Promise((resolve) => (config.onUnhandledError = resolve));
    const subject = new Subject<number>();
    follow(subject).subscribe(() => {});
    subject.error(new Error('boom'));
    await expect(reported).resolves.toEqual(new Error('boom'));
    config.onUnhandledError = null;
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'fail 2 boom']);
  });

  it('of another make are recognised by shape', () => {
    const observable = {
      subscribe(observer: { next(value: number): void; complete(): void }) {
        observer.next(1);
        return { closed: false, unsubscribe: () => observer.complete() };
      },
      [Symbol.observable ?? '@@observable']() {
        return this;
      },
    };
    const seen: number[] = [];
    const returned = follow(observable);
    const subscription = returned.subscribe({ next: (value) => seen.push(value), complete: () => seen.push(-1) });
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'begin 2']);
    subscription.unsubscribe();
    expect(seen).toEqual([1, -1]);
    expect(diary.lines.slice(2)).toEqual(['begin 2', 'succeed 2']);
  });
});

describe('iterators', () => {
  function* count(to: number): Generator<number, string, string | undefined> {
    for (let n = 1; n <= to; n += 1) {
      if ((yield n) === 'throw') {
        throw new Error('told to');
      }
    }
    return 'over';
  }
  async function* countLater(to: number): AsyncGenerator<number> {
    yield* count(to);
  }

  it('are recorded when they are done', () => {
    const generator = follow(count(2));
    expect(generator).toBeInstanceOf(count);
    expect(Object.prototype.toString.call(generator)).toBe('[object Generator]');
    expect(generator.next()).toEqual({ value: 1, done: false });
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1']);
    expect([...generator]).toEqual([2]);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);
    expect(generator.next()).toEqual({ value: undefined, done: true });
    expect(diary.lines).toHaveLength(4);
  });

  it('that are left early are successes', () => {
    for (const n of follow(count(9))) {
      expect(n).toBe(1);
      break;
    }
    expect(diary.lines.at(-1)).toBe('succeed 1');
  });

  it('fail with what they throw, and take what is thrown in', () => {
    const generator = follow(count(9));
    generator.next();
    expect(() => generator.next('throw')).toThrow('told to');
    expect(diary.lines.at(-1)).toBe('fail 1 told to');
    expect(() => follow(count(9)).throw(new Error('from outside'))).toThrow('from outside');
    expect(diary.lines.at(-1)).toBe('fail 2 from outside');
  });

  it('may be asynchronous', async () => {
    const seen: number[] = [];
    for await (const n of follow(countLater(3))) {
      seen.push(n);
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'resume 1', 'succeed 1']);

    for await (const n of follow(countLater(3))) {
      expect(n).toBe(1);
      break;
    }
    expect(diary.lines.at(-1)).toBe('succeed 2');

    const failing = follow(countLater(3));
    await failing.next();
    await expect(failing.throw(new Error('boom'))).rejects.toThrow('boom');
    expect(diary.lines.at(-1)).toBe('fail 3 boom');
  });

  it('may be of a class with private fields', () => {
    class Lines implements IterableIterator<number> {
      #left = 2;
      next(): IteratorResult<number> {
        this.#left -= 1;
        return this.#left < 0 ? { done: true, value: undefined } : { done: false, value: this.#left };
      }
      [Symbol.iterator](): this {
        return this;
      }
      left(): number {
        return this.#left;
      }
    }
    const lines = follow(new Lines());
    expect(lines.left()).toBe(2);
    expect([...lines]).toEqual([1, 0]);
    expect(diary.lines.at(-1)).toBe('succeed 1');
    expect([...follow(new Map([[1, 2]]).keys())]).toEqual([1]);
    expect(diary.lines.at(-1)).toBe('succeed 2');
  });

  it('that are asynchronous iterables are recorded each time', async () => {
    class Pages {
      #count = 2;
      async *[Symbol.asyncIterator](): AsyncGenerator<number> {
        yield* countLater(this.#count);
      }
    }
    const pages = follow(new Pages());
    expect(pages).toBeInstanceOf(Pages);
    const seen: number[] = [];
    for await (const n of pages) {
      seen.push(n);
    }
    for await (const n of pages) {
      seen.push(n);
    }
    expect(seen).toEqual([1, 2, 1, 2]);
    expect(diary.lines).toEqual(['begin 1', 'pause 1', 'begin 2', 'succeed 2', 'begin 3', 'succeed 3']);
  });
});

describe('Node streams', () => {
  it('are recorded when they have been read to the end', async () => {
    const stream = Readable.from(['a', 'b']);
    expect(follow(stream)).toBe(stream);
    expect(diary.lines).toEqual(['begin 1']);
    expect(await stream.toArray()).toEqual(['a', 'b']);
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
  });

  it('fail with their error, which stays unhandled where nobody handles it', async () => {
    const stream = follow(new PassThrough());
    expect(() => stream.emit('error', new Error('unhandled'))).toThrow('unhandled');
    expect(diary.lines).toEqual(['begin 1', 'fail 1 unhandled']);

    const handled = follow(new PassThrough());
    const heard = once(handled, 'error');
    handled.destroy(new Error('boom'));
    await heard;
    expect(diary.lines.at(-1)).toBe('fail 2 boom');
  });

  it('that are destroyed without an error are successes', async () => {
    const stream = follow(new PassThrough());
    stream.destroy();
    await once(stream, 'close');
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
  });

  it('that are written to are recorded when all is written', async () => {
    const stream = follow(new Writable({ write: (_chunk, _encoding, done) => done() }));
    stream.end('last');
    await once(stream, 'finish');
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
  });

  it('that are over already are done at once', async () => {
    const stream = new PassThrough();
    stream.destroy();
    await once(stream, 'close');
    follow(stream);
    expect(diary.lines).toEqual(['begin 1', 'succeed 1']);
  });

  it('that every call hands out again gather no listeners', () => {
    const stream = new PassThrough();
    for (let call = 0; call < 100; call += 1) {
      follow(stream);
    }
    expect(stream.listenerCount('close')).toBeLessThanOrEqual(8);
    stream.destroy();
  });
});
