import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The sample application, in a process of its own. */
export class Sample {
  /** What it printed. */
  text = '';
  private readonly child: ChildProcess;

  /** @param dir where it is built */
  constructor(dir: string) {
    const { STATS_URL: _, ...env } = process.env;
    this.child = spawn(process.execPath, ['sample-app/dist/main.js'], { cwd: dir, env: { ...env, PORT: '0' } });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.text += text));
    }
  }

  get pageUrl(): string | undefined {
    return /^Look at the metrics: (\S+)$/m.exec(this.text)?.[1];
  }

  /** Ends it as Ctrl-C does, and resolves with its exit code. */
  async interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    await once(this.child, 'close');
    return this.child.exitCode;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

type Introduction = [id: number, name: string];

/** The names of the series that the page is told of, as soon as there are so many. */
export async function seriesToldOf(pageUrl: string, count: number): Promise<string[]> {
  const updates = await fetch(`${pageUrl}/updates`);
  const names: string[] = [];
  let text = '';
  for await (const chunk of updates.body ?? []) {
    text += Buffer.from(chunk).toString();
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const [, data = '{}'] of events.map((event) => /^data: (.*)$/m.exec(event) ?? [])) {
      const { series = [], added = [] } = JSON.parse(data) as Partial<Record<'series' | 'added', Introduction[]>>;
      names.push(...[...series, ...added].map(([, name]) => name));
    }
    if (names.length >= count) {
      break;
    }
  }
  return names;
}
