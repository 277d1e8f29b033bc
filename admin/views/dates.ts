export const day = (at: number): string => new Date(at).toLocaleDateString(undefined, { dateStyle: 'medium' });

export const moment = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
