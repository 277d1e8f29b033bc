/**
 * An address without what may be secret in it: user and password, query, fragment. References inside the document
 * (`#icon`) stay, unless they look like a route or carry values. `data:` images stay; other data and scripts do not.
 */
export function cleanUrl(url: string): string {
  if (url.startsWith('#')) return /[/=?&]/.test(url) ? '#' : url;
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'data') return /^\s*data:image\//i.test(url) ? url : 'data:,';
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && scheme !== 'blob') return `${scheme}:`;
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return path.replace(/^(\s*(?:[a-z][a-z0-9+.-]*:)?\/\/)[^/]*@/i, '$1');
}

/** Each candidate of a `srcset` cleaned; descriptors kept. */
export function cleanSrcset(srcset: string): string {
  if (!/[?#@]/.test(srcset)) return srcset;
  return srcset
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...descriptors] = candidate.trim().split(/\s+/);
      return [cleanUrl(url), ...descriptors].join(' ');
    })
    .join(', ');
}
