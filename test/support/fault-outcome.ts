import { appendFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import type { DeliveryReport } from '../../lib/delivery/delivery-report';
import type { Application, Findings } from './application';

/** What became of the lines of one fault, one row of the table in docs/delivery.md. */
export interface FaultOutcome {
  /** All lines: one a metric. */
  readonly written: number;
  /** `report().lines`. */
  readonly sent: number;
  /** Different lines that a server has read. */
  readonly delivered: number;
  /** Lines that a server has read more than once. */
  readonly duplicates: number;
  /** Sent, and read by no server. */
  readonly lost: number;
  readonly droppedQueueFull: number;
  readonly droppedTransport: number;
}

const DEFAULT_QUEUE_BYTES = 4 * 1024 * 1024;
/** Beside what waits in the queue: code, buffers of sockets, garbage that was not collected yet. */
const BESIDE_QUEUE_BYTES = 96 * 1024 * 1024;

/** Compares a report with what servers have read. */
export function outcomeOf(
  report: Pick<DeliveryReport, 'recorded' | 'lines' | 'dropped'>,
  numbers: readonly number[],
): FaultOutcome {
  const delivered = new Set(numbers).size;
  const { queueFull, transport } = report.dropped;
  return {
    written: report.recorded,
    sent: report.lines,
    delivered,
    duplicates: numbers.length - delivered,
    lost: Math.max(report.lines - delivered, 0),
    droppedQueueFull: queueFull,
    droppedTransport: transport,
  };
}

/** Notes the outcome for the table of docs/delivery.md, where it is asked for: see test/faults/table.mjs. */
export function note(fault: string, transport: string, outcome: FaultOutcome & { endMs?: number }): FaultOutcome {
  const file = process.env['FAULT_TABLE'];
  if (file !== undefined) {
    const spec = basename(expect.getState().testPath ?? '', '.spec.ts');
    appendFileSync(file, `${JSON.stringify({ spec, fault, transport, ...outcome })}\n`);
  }
  return outcome;
}

/** Every line written was sent or dropped for a reason; nothing waits. */
export function expectSums({ recorded, lines, queuedBytes, dropped }: DeliveryReport): void {
  expect(queuedBytes).toBe(0);
  expect(lines + dropped.queueFull + dropped.oversize + dropped.transport).toBe(recorded);
}

/**
 * Closes the application's client. Whatever the fault was: the application saw no error and ended by itself, the queue and the
 * process stayed within their limits, and each line is accounted for.
 */
export async function finishSoundly(
  application: Application,
  { queueBytes = DEFAULT_QUEUE_BYTES }: { queueBytes?: number } = {},
): Promise<Findings> {
  const { ending, ...findings } = await application.finish();
  expect(ending).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    last: { report: findings.report, calls: findings.report.recorded },
  });
  expect(findings.errors).toEqual([]);
  expect(findings.peakQueuedBytes).toBeLessThanOrEqual(queueBytes);
  expect(findings.peakRssBytes - findings.rssAtStart).toBeLessThan(queueBytes + BESIDE_QUEUE_BYTES);
  expectSums(findings.report);
  return findings;
}

/** In the order in which they were recorded; what is sent again starts again further back. */
export function isOrdered(numbers: readonly number[]): boolean {
  const firsts = [...new Set(numbers)];
  return firsts.every((number, index) => index === 0 || number > (firsts[index - 1] ?? 0));
}

/** How many stretches of numbers are missing between the first and the last. */
export function gapsOf(numbers: readonly number[]): number {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.filter((number, index) => index > 0 && number - (sorted[index - 1] ?? 0) > 1).length;
}
