/** Host and port of a URL; left out where the URL has none. */
export function hostPort(url: URL): { host?: string; port?: number } {
  return {
    ...(url.hostname === '' ? {} : { host: decodeURIComponent(url.hostname.replace(/^\[|\]$/g, '')) }),
    ...(url.port === '' ? {} : { port: Number(url.port) }),
  };
}

/** `127.0.0.1:8125`, `[::1]:8125` */
export function addressText(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
