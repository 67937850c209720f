import * as http from 'node:http';
import type { IncomingMessage } from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { HttpTarget } from './http-target';
import { errorCode } from './transport-error';

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** Posts bodies over one kept connection. An answer of any status resolves; no answer rejects. */
export interface HttpPoster {
  post(body: Uint8Array, signal: AbortSignal): Promise<HttpAnswer>;
  close(): void;
}

// Nobody reads the answer: it is taken off the connection up to this length, then the connection is dropped.
const LONGEST_ANSWER = 65_536;

/** The headers stay in here: no object that can be inspected holds them. */
export function createHttpPoster({ url, headers, timeoutMs, connectTimeoutMs }: HttpTarget): HttpPoster {
  const isSecure = url.protocol === 'https:';
  const { request } = isSecure ? https : http;
  const agent = new (isSecure ? https : http).Agent({ keepAlive: true, maxFreeSockets: 1 });

  const post = (body: Uint8Array, signal: AbortSignal): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const attempt = request(url, {
        method: 'POST',
        agent,
        signal,
        headers: { ...headers, 'content-length': body.length },
      });
      const limits = [
        setTimeout(() => attempt.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs).unref(),
      ];
      attempt.on('socket', (socket: Socket) => {
        socket.unref();
        if (socket.connecting) {
          const refuse = (): void => {
            attempt.destroy(new Error(`no connection within ${connectTimeoutMs} ms`));
          };
          const limit = setTimeout(refuse, connectTimeoutMs).unref();
          limits.push(limit);
          socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(limit));
        }
      });
      let answer: HttpAnswer | undefined;
      attempt.on('response', (response) => {
        const taken = { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] };
        answer = taken;
        drain(response, () => resolve(taken));
      });
      attempt.on('error', (error) => {
        // A kept connection that the server closed just now says nothing of the server's health.
        const isStale = attempt.reusedSocket && errorCode(error) === 'ECONNRESET' && !signal.aborted;
        if (answer !== undefined) {
          // The status counts, however the body ends.
          resolve(answer);
        } else if (isStale) {
          resolve(post(body, signal));
        } else {
          reject(error);
        }
      });
      attempt.on('close', () => limits.forEach((limit) => clearTimeout(limit)));
      attempt.end(body);
    });

  return { post, close: () => agent.destroy() };
}

/** Reads the body away and calls back when the connection is free again, or when the body is too long or breaks off. */
function drain(response: IncomingMessage, ended: () => void): void {
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      response.destroy();
    }
  });
  response.on('error', ended);
  response.on('end', ended);
  response.on('close', ended);
}
