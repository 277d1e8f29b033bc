import { svgElement } from './element.ts';

/** Stroke paths in a 24 x 24 box. */
const PATHS = {
  mark: [
    'M9 4h9a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3',
    'M6 8h8a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3Z',
  ],
  pause: ['M9 6v12', 'M15 6v12'],
  resume: ['M8 5.5v13l10-6.5Z'],
  stop: ['M7 7h10v10H7Z'],
  record: ['M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4Z'],
  'record-off': ['M5 5l14 14', 'M9 6a7 7 0 0 1 9 9M16 18A7 7 0 0 1 6 8'],
  collapse: ['M6 12h12'],
  check: ['M5 12.5 10 17.5 19 7.5'],
  hidden: [
    'M4 4l16 16',
    'M10.6 6.2A9.8 9.8 0 0 1 12 6.1c5.5 0 9 5.9 9 5.9a16 16 0 0 1-2.6 3.2',
    'M6.4 8A16 16 0 0 0 3 12s3.5 5.9 9 5.9c1.4 0 2.6-.4 3.7-.9',
  ],
  lock: ['M6 11h12v9H6Z', 'M8.5 11V8a3.5 3.5 0 0 1 7 0v3'],
  alert: ['M12 8v5', 'M12 16.5v.01', 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z'],
  grip: ['M9.5 7v.01', 'M9.5 12v.01', 'M9.5 17v.01', 'M14.5 7v.01', 'M14.5 12v.01', 'M14.5 17v.01'],
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon in the colour of its text: what it means always stands beside it or in a label. */
export function icon(document: Document, name: IconName): SVGSVGElement {
  return svgElement(document, 'svg', {
    class: `icon icon-${name}`,
    attributes: { viewBox: '0 0 24 24', 'aria-hidden': 'true', focusable: 'false' },
    children: PATHS[name].map((path) => svgElement(document, 'path', { attributes: { d: path } })),
  });
}
