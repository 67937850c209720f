import type { Packet, PacketSink } from '../delivery/packet';
import type { SeriesWriter } from '../dialects/series-writer';
import { DeferredWriter } from '../metrics/deferred-writer';
import type { Gate } from '../metrics/gate';
import { BlockEntry } from '../metrics/line-entry';
import type { SeriesTable } from '../metrics/series-table';

/** What pipelines send to. */
export interface PipelineTarget {
  readonly table: SeriesTable;
  readonly writer: SeriesWriter;
  readonly queue: PacketSink;
  readonly gate: Gate;
}

/** Sends what pipelines have collected: to the queue, or, of a nested one, into the pipeline around it. */
export class PipelineSender {
  private packed: Packet[] = [];
  private readonly packetWriter: SeriesWriter;
  private readonly blockWriter: SeriesWriter;

  /** `writers` make a writer of packets for the server, and one of blocks that stand in such packets. */
  constructor(
    private readonly client: PipelineTarget,
    writers: { packets(sink: PacketSink): SeriesWriter; blocks(sink: PacketSink): SeriesWriter },
  ) {
    const sink: PacketSink = { push: (packet) => void this.packed.push(packet) };
    this.packetWriter = writers.packets(sink);
    this.blockWriter = writers.blocks(sink);
  }

  /** Empties the table of a pipeline; `outer` is that of the pipeline around it. */
  send(table: SeriesTable, outer: SeriesTable | undefined): void {
    const { client } = this;
    const { calls } = table;
    // Of a gauge the last value stands, so one that is set before this pipeline and one set after it cannot be one line.
    if (outer !== undefined && calls > 0) {
      outer.cycle.settle(({ label }) => label.kind === 'gauge', new DeferredWriter(outer.cycle));
    }
    const packets = this.pack(table, outer === undefined ? this.packetWriter : this.blockWriter);
    table.recorded = 0;
    if (calls === 0 || !client.gate.admit(calls)) {
      return;
    }
    if (outer !== undefined) {
      outer.recorded += calls;
      for (const { bytes, lines } of packets) {
        outer.place(new BlockEntry(bytes, lines));
      }
      return;
    }
    client.table.recorded += calls;
    // What the client has written before the pipeline was sent goes before it.
    client.writer.finish();
    for (const packet of packets) {
      client.queue.push(packet);
    }
  }

  private pack({ cycle }: SeriesTable, writer: SeriesWriter): Packet[] {
    cycle.begin();
    while (cycle.writeNext(writer)) {
      // All of it, at once: a pipeline holds what its user put into it.
    }
    writer.finish();
    while (cycle.releaseNext()) {
      // A pipeline that is used for long gives its idle series back as a client does.
    }
    const { packed } = this;
    this.packed = [];
    return packed;
  }
}
