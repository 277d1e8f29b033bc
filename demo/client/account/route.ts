export type Route = { type: 'orders' } | { type: 'order'; number: string } | { type: 'spending' } | { type: 'profile' };

/** The view that an address below `/account` shows. */
export function routeOf(path: string): Route {
  const [, , section, number] = path.split('/');
  if (section === 'spending') return { type: 'spending' };
  if (section === 'profile') return { type: 'profile' };
  if (section === 'orders' && number) return { type: 'order', number };
  return { type: 'orders' };
}
