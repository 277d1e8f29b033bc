import { render } from 'preact';
import { AccountArea } from './AccountArea.tsx';

export function mountAccount(): void {
  const place = document.querySelector('[data-account]');
  if (place) render(<AccountArea />, place);
}
