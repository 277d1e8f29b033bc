/** Colours of one product picture. */
export interface Palette {
  wallLight: string;
  wallDark: string;
  floorLight: string;
  floorDark: string;
}

export const PALETTES = {
  sand: { wallLight: '#f4e9db', wallDark: '#e4d0b8', floorLight: '#d9bf9f', floorDark: '#c6a680' },
  sage: { wallLight: '#e3e9de', wallDark: '#c4d0bd', floorLight: '#b3c1a9', floorDark: '#9aab8f' },
  clay: { wallLight: '#f3ddd1', wallDark: '#e3bda9', floorLight: '#d3a48c', floorDark: '#bd8a70' },
  dusk: { wallLight: '#dfe4ea', wallDark: '#bcc6d1', floorLight: '#a9b4c1', floorDark: '#909dac' },
  linen: { wallLight: '#f5f2ec', wallDark: '#e6e0d5', floorLight: '#dcd4c6', floorDark: '#c9bfad' },
  night: { wallLight: '#4a4f55', wallDark: '#2c3035', floorLight: '#34302c', floorDark: '#231f1c' },
} as const satisfies Record<string, Palette>;

export interface Scene {
  /** Unique on a page per product: prefix of every id inside. */
  id: string;
  palette: Palette;
  /** Height of the line between wall and floor; 400 is the bottom. */
  horizon?: number;
  /** Gradients of the object. */
  definitions?: string;
  body: string;
}

/** A square picture: a wall, a floor, daylight from the upper left, and the object. Decorative: names stand beside it. */
export function scene({ id, palette, horizon = 300, definitions = '', body }: Scene): string {
  return `<svg class="picture" viewBox="0 0 400 400" aria-hidden="true" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="${id}-wall" x1="0" y1="0" x2="1" y2="1"><stop stop-color="${palette.wallLight}"/><stop offset="1" stop-color="${palette.wallDark}"/></linearGradient>
<linearGradient id="${id}-floor" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${palette.floorLight}"/><stop offset="1" stop-color="${palette.floorDark}"/></linearGradient>
<radialGradient id="${id}-day" cx="0.18" cy="0.1" r="0.9"><stop stop-color="#fff" stop-opacity="0.55"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient>
<radialGradient id="${id}-shade"><stop stop-color="#1c120a" stop-opacity="0.42"/><stop offset="0.6" stop-color="#1c120a" stop-opacity="0.16"/><stop offset="1" stop-color="#1c120a" stop-opacity="0"/></radialGradient>
${definitions}
</defs>
<rect width="400" height="${horizon}" fill="url(#${id}-wall)"/>
<rect y="${horizon - 0.5}" width="400" height="${400.5 - horizon}" fill="url(#${id}-floor)"/>
<rect width="400" height="400" fill="url(#${id}-day)"/>
${body}
</svg>`;
}

/** The soft shadow under a standing object. */
export function shadow(id: string, cx: number, cy: number, rx: number, ry: number): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="url(#${id}-shade)"/>`;
}

/** A gradient across a round body: lit side, middle, shaded side, reflected edge. */
export function roundness(id: string, light: string, middle: string, dark: string): string {
  return `<linearGradient id="${id}"><stop stop-color="${middle}"/><stop offset="0.22" stop-color="${light}"/><stop offset="0.58" stop-color="${middle}"/><stop offset="0.92" stop-color="${dark}"/><stop offset="1" stop-color="${middle}"/></linearGradient>`;
}

/** A plain vertical gradient. */
export function fall(id: string, top: string, bottom: string): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>`;
}
