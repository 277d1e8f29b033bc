import ipaddr from 'ipaddr.js';

/** Names that only mean something inside a network. */
const INNER_NAME = /(^|[.])(localhost|local|internal|intranet|lan|home|corp|arpa)$/;

/**
 * Why a webhook may not go to this address; undefined when it may. Whoever is an admin must not make the party knock at doors of
 * its own network. `selfHosted`: party and receivers stand in one network, on purpose.
 */
export function targetFault(address: string, selfHosted: boolean): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'This is no address.';
  }
  if (url.username || url.password) return 'An address must not hold a user or password.';
  if (selfHosted) return /^https?:$/.test(url.protocol) ? undefined : 'Must begin with https:// or http://.';
  if (url.protocol !== 'https:') return 'Must begin with https://.';
  return isPublic(url.hostname) ? undefined : 'This party sends to public addresses only.';
}

/** `URL` has brought every way to write an IPv4 address (octal, hexadecimal, one number) to the usual one. */
function isPublic(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/[.]$/, '');
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'unicast';
  return host.includes('.') && !INNER_NAME.test(host);
}
