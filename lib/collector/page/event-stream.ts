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

  /** `data` is one line of text, as JSON is. */
  send(event: string, data: string): void {
    if (this.isBehind) {
      this.missed = true;
      return;
    }
    this.isBehind = !this.response.write(`event: ${event}\ndata: ${data}\n\n`);
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
