/**
 * Media features that are the customer's system's, not the window's, with the values that each can have. What a page makes of
 * them in its style sheets has to come out in the mirror as it did there.
 */
export const MEDIA_FEATURES: ReadonlyMap<string, readonly string[]> = new Map([
  ['hover', ['none', 'hover']],
  ['any-hover', ['none', 'hover']],
  ['pointer', ['none', 'coarse', 'fine']],
  ['any-pointer', ['none', 'coarse', 'fine']],
  ['prefers-reduced-motion', ['no-preference', 'reduce']],
  ['prefers-reduced-transparency', ['no-preference', 'reduce']],
  ['prefers-reduced-data', ['no-preference', 'reduce']],
  ['prefers-contrast', ['no-preference', 'more', 'less', 'custom']],
  ['forced-colors', ['none', 'active']],
  ['inverted-colors', ['none', 'inverted']],
  ['scripting', ['none', 'initial-only', 'enabled']],
  ['update', ['none', 'slow', 'fast']],
  ['color-gamut', ['srgb', 'p3', 'rec2020']],
  ['dynamic-range', ['standard', 'high']],
  ['display-mode', ['browser', 'minimal-ui', 'standalone', 'fullscreen']],
]);
