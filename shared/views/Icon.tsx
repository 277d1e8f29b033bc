/** Stroke paths on a 20 x 20 grid, drawn for the panel and the admin page. */
const PATHS = {
  plus: 'M10 4v12M4 10h12',
  copy: 'M7.5 7.5h7.8a.7.7 0 0 1 .7.7v7.8a.7.7 0 0 1-.7.7H7.5a.7.7 0 0 1-.7-.7V8.2a.7.7 0 0 1 .7-.7zM13 4.4a.7.7 0 0 0-.7-.7H4.4a.7.7 0 0 0-.7.7v7.9a.7.7 0 0 0 .7.7',
  check: 'm4.5 10.6 3.6 3.6 7.4-8',
  sliders: 'M3.5 6.3h7M15.5 6.3h1M3.5 13.7h1M9.5 13.7h7M13 4.3v4M7 11.7v4',
  expand:
    'M11.5 3.8h4.7v4.7M16.2 3.8l-6 6M8.2 4.8H5a1.2 1.2 0 0 0-1.2 1.2v9A1.2 1.2 0 0 0 5 16.2h9a1.2 1.2 0 0 0 1.2-1.2v-3.2',
  point: 'm5 3.8 10.6 5.3-4.7 1.4-2 4.8z',
  fit: 'M3.8 7.6V4.8a1 1 0 0 1 1-1h2.8M12.4 3.8h2.8a1 1 0 0 1 1 1v2.8M16.2 12.4v2.8a1 1 0 0 1-1 1h-2.8M7.6 16.2H4.8a1 1 0 0 1-1-1v-2.8',
  closer: 'M9 4.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6zM12.5 12.5l3.8 3.8M9 7v4M7 9h4',
  stop: 'M6 5.2h8a.8.8 0 0 1 .8.8v8a.8.8 0 0 1-.8.8H6a.8.8 0 0 1-.8-.8V6a.8.8 0 0 1 .8-.8z',
  record: 'M10 4a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM10 8.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  pause: 'M7.2 5v10M12.8 5v10',
  close: 'm5 5 10 10M15 5 5 15',
  lock: 'M6.6 9V6.9a3.4 3.4 0 0 1 6.8 0V9M5.4 9h9.2a.9.9 0 0 1 .9.9v5.2a.9.9 0 0 1-.9.9H5.4a.9.9 0 0 1-.9-.9V9.9a.9.9 0 0 1 .9-.9z',
  globe:
    'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM3.7 10h12.6M10 3.5c1.9 1.9 2.8 4 2.8 6.5s-.9 4.6-2.8 6.5c-1.9-1.9-2.8-4-2.8-6.5s.9-4.6 2.8-6.5z',
  alert: 'M10 4 3.4 15.6h13.2zM10 8.6v3.2M10 13.8v.1',
  offline:
    'M3.5 8.2a9.3 9.3 0 0 1 4-2.3M12.4 5.9a9.3 9.3 0 0 1 4.1 2.3M6 11.1a5.8 5.8 0 0 1 2-1.3M8.4 13.8a2.4 2.4 0 0 1 3.2 0M4 3.5l12.5 13',
  key: 'M12.6 3.8a3.6 3.6 0 1 1-3.3 5L4 14.1v2.1h2.4v-1.7h1.7v-1.7h1.5l.9-.9M13.4 6.6v.1',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM10 6.4V10l2.4 1.6',
  back: 'M16 10H4.5M9 5.2 4.2 10 9 14.8',
} as const;

export type IconName = keyof typeof PATHS;

/** A decoration: what it means is always said in words beside it or in the label of its button. */
export function Icon({ name, sizePx = 18 }: { name: IconName; sizePx?: number }) {
  return (
    <svg class="icon" width={sizePx} height={sizePx} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      <path d={PATHS[name]} stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
