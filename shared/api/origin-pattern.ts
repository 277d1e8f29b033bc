import * as v from 'valibot';

/**
 * `https://shop.example`, with a port where it is not the usual one; or one level of a domain, `https://*.shop.example`, whose
 * own domain has two names at least: nobody means every site of `com`.
 */
function isOriginPattern(text: string): boolean {
  const wildcard = /^https?:\/\/\*\.(?=[^.]+\.[^.])/.exec(text);
  const exact = wildcard ? text.replace('*', 'any') : text;
  if (exact.includes('*') || !URL.canParse(exact)) return false;
  const url = new URL(exact);
  return /^https?:$/.test(url.protocol) && url.origin === exact;
}

export const originSchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check(
    (text) => !text.includes('*') && isOriginPattern(text),
    'Must be an origin: https://shop.example, without a path.',
  ),
  v.metadata({ examples: ['https://shop.example'] }),
);

export const originPatternSchema = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check(isOriginPattern, 'Must be an origin: https://shop.example or https://*.shop.example, without a path.'),
  v.metadata({ examples: ['https://shop.example', 'https://*.shop.example'] }),
);

/** Whether a page's origin is one of these: exactly, or with its first name in place of the `*`. */
export function isAllowedOrigin(patterns: readonly string[], origin: string): boolean {
  if (origin.includes('*')) return false;
  const oneLevelUp = origin.replace(/^(https?:\/\/)[^./]+(?=\.)/, '$1*');
  return patterns.includes(origin) || patterns.includes(oneLevelUp);
}
