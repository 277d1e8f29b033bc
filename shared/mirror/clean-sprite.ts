/** What a symbol is drawn with. Nothing here runs, loads or brings HTML. */
const DRAWN = new Set([
  'svg',
  'symbol',
  'defs',
  'g',
  'use',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'text',
  'tspan',
  'title',
  'desc',
  'clipPath',
  'mask',
  'linearGradient',
  'radialGradient',
  'stop',
  'pattern',
]);

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * A sprite as `<use>` may refer to it: unlike a picture, its nodes become part of the mirrored document. Undefined for what
 * is no SVG.
 */
export function cleanSprite(text: string): string | undefined {
  const sprite = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (sprite.documentElement.localName !== 'svg') return undefined;
  for (const element of Array.from(sprite.getElementsByTagName('*'))) {
    if (element.namespaceURI !== SVG_NAMESPACE || !DRAWN.has(element.localName)) element.remove();
    else cleanAttributes(element);
  }
  return new XMLSerializer().serializeToString(sprite.documentElement);
}

function cleanAttributes(element: Element): void {
  for (const { name, localName, value } of Array.from(element.attributes)) {
    const leads = localName === 'href' && !value.startsWith('#');
    // Escapes could spell `url` in another way.
    const loads = /\\|image|src\(/i.test(value) || /url\(\s*["']?(?!["'#\s])/i.test(value);
    if (/^on/i.test(localName) || localName === 'base' || leads || loads) element.removeAttribute(name);
  }
}
