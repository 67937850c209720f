import { expect, it } from 'vitest';
import { redactUrl } from '../../../lib/transports/redact-url';

it.each([
  ['udp://127.0.0.1:8125', 'udp://127.0.0.1:8125'],
  ['https://:secret@host/path', 'https://…@host/path'],
  ['https://user:sec/ret@x@host/path', 'https://…@host/path'],
  ['https://host/path?token=secret', 'https://host/path?…'],
  ['https://:secret\n@host', 'https://…@host'],
  ['unix:///run/stats.sock', 'unix:///run/stats.sock'],
  ['https://:sec?ret@host', 'https://…@host'],
  ['https://host/path?mail=a@b&token=secret', 'https://…@b?…'],
  ['https://:secret', 'https://…'],
  ['udp://:8125', 'udp://:8125'],
  ['no url', 'no url'],
])('shows %j as %j', (url, shown) => {
  expect(redactUrl(url)).toBe(shown);
});
