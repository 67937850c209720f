import { Ledger } from '../common/ledger';
import { Warner } from '../common/warner';
import { JsonBodyWriter } from '../delivery/json-body-writer';
import type { PacketSink } from '../delivery/packet';
import { blockForm, packetForm, type PacketForm } from '../delivery/packet-form';
import { PacketWriter } from '../delivery/packet-writer';
import { SendQueue } from '../delivery/send-queue';
import { jsonDialect } from '../dialects/json';
import { Labeller } from '../dialects/labeller';
import { LineWriter } from '../dialects/line-writer';
import type { SeriesWriter } from '../dialects/series-writer';
import { DeferredWriter } from '../metrics/deferred-writer';
import { DirectTable } from '../metrics/direct-table';
import { FoldingTable } from '../metrics/folding-table';
import { Gate } from '../metrics/gate';
import { RunningValues } from '../metrics/running-values';
import type { SeriesTable, TableContext } from '../metrics/series-table';
import { createTransport } from '../transports/create-transport';
import type { Transport } from '../transports/transport';
import { Flusher } from './flusher';
import { LineRecorder } from './line-recorder';
import { Observations } from './observations';
import { PipelineScope } from './pipeline-scope';
import { PipelineSender } from './pipeline-sender';
import type { Recorder } from './recorder';
import type { ResolvedClientOptions } from './resolve-client-options';
import { Sampler } from './sampler';
import { Scope } from './scope';
import { overlay, trimDot } from './scope-name';
import type { ScopePlace } from './scope-place';

/** The parts of a client, put together. */
export interface Assembly {
  readonly recorder: Recorder;
  readonly place: ScopePlace;
  readonly ledger: Ledger;
  readonly gate: Gate;
  readonly table: SeriesTable;
  readonly observations: Observations;
  readonly flusher: Flusher;
  readonly queue: SendQueue;
  readonly transport: Transport;
}

/** Makes every part of a client and hands each the ones that it works with: the only place that knows them all. */
export function assemble(options: ResolvedClientOptions): Assembly {
  const { clock, random, aggregate } = options;
  const ledger = new Ledger(new Warner(options.onError, clock));
  const gate = new Gate(options.enabled, ledger);
  const transport = createTransport(options.enabled ? options.transport : { type: 'none' }, {
    random,
    onError: (error) => ledger.warn('connection', error),
  });
  // A body holds no lines, so what the user's dialect says of lines does not apply.
  const holdsLines = transport.framing !== 'json';
  const dialect = holdsLines ? options.dialect.dialect : jsonDialect;
  const prefix = trimDot(options.prefix);
  const labeller = new Labeller(dialect, prefix, options.dialect.tags, ledger);
  const clientTags = labeller.merge(new Map(), options.tags).list;

  const form = packetForm(
    transport.framing ?? 'datagram',
    dialect.separator,
    Math.min(options.maxPacketBytes ?? transport.defaultPacketBytes ?? Infinity, transport.maxPacketBytes),
    !aggregate && options.flushIntervalMs === 0,
  );
  const writerOf = (sink: PacketSink, ofForm: PacketForm): SeriesWriter =>
    holdsLines
      ? new LineWriter(dialect, new PacketWriter(ofForm, sink, ledger))
      : new JsonBodyWriter(ofForm, sink, ledger);
  const queue = new SendQueue(transport, options.queue, ledger, clock);
  const writer = writerOf(queue, form);

  const context: TableContext = {
    labeller,
    ledger,
    gate,
    // As many as there may be series, overflow ones among them.
    running: new RunningValues(2 * options.maxSeries),
    clock,
    samples: { maxSamples: options.maxSamples, random },
    maxSeries: options.maxSeries,
    overflowTags: labeller.written(labeller.merge(clientTags, { overflow: true }).list),
  };
  const table = aggregate ? new FoldingTable(context) : new DirectTable(context, () => writer);
  const pipelineTable = (): SeriesTable =>
    aggregate ? new FoldingTable(context) : new DirectTable(context, (cycle) => new DeferredWriter(cycle));

  const observations = new Observations();
  const sampler = new Sampler(random, dialect.time?.on === 'request', gate, ledger);
  const sender = new PipelineSender(
    { table, writer, queue, gate },
    {
      packets: (sink) => writerOf(sink, { ...form, isLineAlone: false }),
      blocks: (sink) => writerOf(sink, blockForm(form)),
    },
  );

  const recorderOver = (own: SeriesTable, outer?: SeriesTable): Recorder => ({
    table: own,
    labeller,
    clock,
    sampler,
    lines: new LineRecorder(own, labeller, holdsLines ? form.maxBytes - form.after.length : undefined),
    observe: (place, name, read, tags) =>
      // Also of a pipeline's scope it is a gauge of the client: it is read when the client flushes.
      observations.add(new Scope(recorder, place).boundMeters.gauge(name, tags), read),
    pipeline: (place) => {
      const inner = pipelineTable();
      return new PipelineScope(recorderOver(inner, own), place, () =>
        sender.send(inner, outer === undefined ? undefined : own),
      );
    },
  });
  const recorder = recorderOver(table);

  return {
    recorder,
    place: { prefix, tags: overlay({}, options.tags), path: '', list: clientTags },
    ledger,
    gate,
    table,
    observations,
    flusher: new Flusher(table, writer, queue),
    queue,
    transport,
  };
}
