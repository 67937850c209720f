/**
 * The URL without what may be secret: user, password, query. Takes any text, so that a wrong URL can be shown as well; where
 * it cannot be told what is what, too much is left out.
 */
export function redactUrl(url: string): string {
  const authority = url.indexOf('//');
  const at = url.lastIndexOf('@');
  const shown = authority !== -1 && at > authority ? `${url.slice(0, authority)}//…${url.slice(at)}` : url;
  // `https://:secret` is a password without its host, `udp://:8125` a port.
  return shown.replace(/\/\/:(?!\d{1,5}\/?$).*$/s, '//…').replace(/[?&#].*$/s, '?…');
}
