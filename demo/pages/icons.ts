const PATHS = {
  brand: '<path d="M5 20V4M19 20V4M5 12c4-5 10-5 14 0"/>',
  bag: '<path d="M6 8h12l1 12H5z"/><path d="M9 8V7a3 3 0 0 1 6 0v1"/>',
  person: '<circle cx="12" cy="8" r="3.5"/><path d="M5 20c1-4 4-6 7-6s6 2 7 6"/>',
  help: '<path d="M4 11a8 7 0 1 1 4 6l-4 2 1-4a6.500 6.500 0 0 1-1-4z"/><path d="M10 9.500a2 2 0 1 1 2.500 2c-.4.200-.5.500-.5 1"/><path d="M12 15v.1"/>',
  truck:
    '<path d="M3 7h11v9H3zM14 10h4l3 3v3h-7z"/><circle cx="7" cy="17.500" r="1.800"/><circle cx="17" cy="17.500" r="1.800"/>',
  leaf: '<path d="M5 19C5 9 11 5 20 5c0 9-4 14-13 14M5 21c1-5 4-8 8-10"/>',
  repair: '<path d="M14 7a4 4 0 0 1 5-3l-3 3 1 2 2 1 3-3a4 4 0 0 1-5 5l-8 8-3-3z"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  check: '<path d="M5 12.500l4.500 4.500L19 7.500"/>',
} as const;

/** A stroke icon in the colour of the text, 1.25 em tall. */
export function icon(name: keyof typeof PATHS): string {
  return `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
