import type { ServerResponse } from 'node:http';

/** Server-sent events to one page. A page that does not keep up gets none until it has caught up. */
export class EventStream {
  private isBehind = false;
  private missed = false;
  private caughtUp: () => void = () => {};

  constructor(private readonly response: ServerResponse) {
    response.on('drain', () => {
      this.isBehind = false;
      if (this.missed) {
        this.missed = false;
        this.caughtUp();
      }
    });
    response.write('retry: 1000\n\n');
  }

  /** The data goes as JSON, which has no line break of its own. */
  send(event: string, data: unknown): void {
    if (this.isBehind) {
      this.missed = true;
      return;
    }
    this.isBehind = !this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Called when the page can take more after it has missed something. */
  onCaughtUp(listener: () => void): void {
    this.caughtUp = listener;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
  }

  close(): void {
    this.response.end();
  }
}
