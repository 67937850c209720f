import { StatsError } from '../common/stats-error';
import { PORT, show, unmet } from './expectation';
import type { TransportKind, UrlPart } from './transport-kind';
import { TRANSPORT_KINDS } from './transport-kinds';
import { DEFAULT_PORT } from './transport-options';
import type { TransportOptions } from './transport-options';

/**
 * The options that a URL stands for.
 *
 * @throws StatsError `STATS_INVALID_OPTION`, a sentence without the URL's secrets. `key` is what it calls the option.
 */
export function parseTransportUrl(text: string, key = 'transport'): TransportOptions {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = /^([a-z]+):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const kind: TransportKind | undefined = Object.hasOwn(TRANSPORT_KINDS, scheme)
    ? TRANSPORT_KINDS[scheme as keyof typeof TRANSPORT_KINDS]
    : undefined;
  if (kind === undefined) {
    const schemes = Object.keys(TRANSPORT_KINDS).map((known) => `${known}:`);
    throw invalid(`Expected \`${key}\` to be a URL of scheme ${schemes.join(' ')}, got ${show(text)}.`);
  }
  const port = Number(/^[a-z]+:\/\/[^/]*:(\d+)\/?$/i.exec(text)?.[1] ?? DEFAULT_PORT);
  if (!PORT.accepts(port)) {
    throw invalid(unmet(`${key}.port`, PORT, port));
  }
  if (url === undefined || partsOf(url).some((part) => part === undefined || !kind.urlParts.includes(part))) {
    throw invalid(`Expected \`${key}\` to be a URL of the form ${kind.urlForm}, got ${show(text)}.`);
  }
  try {
    return kind.fromUrl(url);
  } catch {
    // Only decoding can fail here, and its error may hold a part of the secret.
    throw invalid(`Expected \`${key}\` to be a URL with well-formed % escapes, got ${show(text)}.`);
  }
}

/** The parts that a URL has; `undefined` for one that no transport has a use for. */
function partsOf(url: URL): (UrlPart | undefined)[] {
  const present: (readonly [boolean, UrlPart | undefined])[] = [
    [url.host !== '', 'host'],
    [url.pathname !== '' && url.pathname !== '/', 'path'],
    [url.password !== '', 'password'],
    [url.search !== '', 'query'],
    [url.username !== '' || url.hash !== '', undefined],
  ];
  return present.filter(([isPresent]) => isPresent).map(([, part]) => part);
}

function invalid(message: string): StatsError {
  return new StatsError('STATS_INVALID_OPTION', message);
}
