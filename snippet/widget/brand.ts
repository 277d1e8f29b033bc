const COLOUR = /^#[0-9a-f]{6}$/i;

/** Gives the widget the colour of its room; what is no colour, and none, leaves it as it is. */
export function applyColour(root: HTMLElement, colour: string | undefined): void {
  const isColour = colour !== undefined && COLOUR.test(colour);
  root.classList.toggle('branded', isColour);
  if (isColour) root.style.setProperty('--brand', colour);
}

/**
 * The room's logo. Until it is there, and where the page does not let it load (its Content-Security-Policy, an address that
 * is not https), a letter stands for it. Whoever keeps the logo is not told on which page it is shown.
 */
export function brandBadge(document: Document, logo: string | undefined, letter: string): Node {
  const text = document.createTextNode(letter);
  if (!logo?.startsWith('https://')) return text;
  const image = document.createElement('img');
  image.alt = '';
  image.referrerPolicy = 'no-referrer';
  image.addEventListener('load', () => text.replaceWith(image));
  image.src = logo;
  return text;
}
