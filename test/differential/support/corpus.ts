import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value as Python had it; see `test/corpus/README.md`. */
export type Recorded = unknown;

/** A call that was made of a peer. */
export interface RecordedCall {
  readonly method: string;
  readonly args: readonly Recorded[];
  readonly kwargs?: Readonly<Record<string, Recorded>>;
  /** How a pipeline was used, or a timer. */
  readonly mode?: 'with' | 'send' | 'nosend' | 'decorator' | 'async_decorator' | 'object';
  /** Of a pipeline or a scope. */
  readonly calls?: readonly RecordedCall[];
  /** The call that was made on the enclosing client. */
  readonly call?: RecordedCall;
  /** How often a decorated function was called. */
  readonly times?: number;
  /** Whether the body threw. */
  readonly throw?: boolean;
  readonly script?: 'with' | readonly TimerStep[];
  readonly raises?: { readonly type: string; readonly message: string };
}

export interface TimerStep {
  readonly do: 'start' | 'stop' | 'stop_nosend' | 'send';
  readonly ms?: number | null;
  readonly raises?: { readonly message: string };
}

interface RecordedCase {
  readonly id: string;
  readonly calls: readonly RecordedCall[];
  /** What the random source says, always or in turns. */
  readonly random?: number | readonly number[];
  /** Successive readings of the monotonic clock, in seconds. */
  readonly clock?: readonly number[];
}

/** A packet over 4096 bytes. */
export interface LongPacket {
  readonly length: number;
  readonly sha256: string;
}

export type RecordedPacket = string | LongPacket;

export interface PystatsdCase extends RecordedCase {
  readonly transport: 'udp' | 'tcp' | 'unix';
  readonly prefix: string | null;
  readonly maxudpsize: number | null;
  readonly packets: readonly RecordedPacket[];
  /** The same with numbers printed by JavaScript's rules. */
  readonly packets_js_text?: readonly RecordedPacket[];
}

export interface FlytekitCase extends RecordedCase {
  readonly kind: 'raw_scope' | 'client' | 'taggable' | 'taggable_direct';
  readonly ctor: {
    readonly prefix: string | null;
    readonly tags?: Readonly<Record<string, Recorded>> | null;
    readonly cfg?: { readonly disabled?: boolean; readonly disabled_tags?: boolean };
    readonly client_prefix?: string | null;
    readonly maxudpsize?: number;
  };
  readonly packets: readonly RecordedPacket[];
}

export interface SprocketsCase extends RecordedCase {
  readonly protocol: 'tcp' | 'udp';
  readonly prefix: string | null;
  readonly lines?: readonly string[];
  readonly packets?: readonly RecordedPacket[];
}

export interface HeareCase extends RecordedCase {
  readonly secret: string | null;
  readonly prefix: string | null;
  readonly direct: readonly RecordedCall[];
  readonly pipelines: readonly (readonly RecordedCall[])[];
  readonly requests: readonly {
    readonly path: string;
    readonly authorization: string;
    readonly content_type: string;
    readonly body: unknown;
  }[];
}

export interface AfstatsdCase extends RecordedCase {
  readonly aggregate: boolean;
  readonly messages: readonly RecordedPacket[];
}

export interface Corpus {
  readonly pystatsd: readonly PystatsdCase[];
  readonly flytekit: readonly FlytekitCase[];
  readonly sprockets: readonly SprocketsCase[];
  readonly heare: readonly HeareCase[];
  readonly afstatsd: readonly AfstatsdCase[];
}

export type Peer = keyof Corpus;

/** The recorded traffic of a peer. */
export function casesOf<P extends Peer>(peer: P): Corpus[P] {
  return JSON.parse(readFileSync(join(__dirname, `../../corpus/${peer}.json`), 'utf8')) as Corpus[P];
}
