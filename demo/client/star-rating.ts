const STYLE = `
:host { display: inline-flex; align-items: center; gap: 0.35em; font-size: 0.85rem; color: #6d655b; white-space: nowrap; }
.stars { position: relative; display: inline-block; letter-spacing: 0.08em; color: #d9d0c3; }
.lit { position: absolute; inset: 0 auto 0 0; overflow: hidden; color: #c8842c; }
`;

/** `<star-rating value="4.5" count="12">`: stars in a shadow root with a constructed style sheet. */
export class StarRating extends HTMLElement {
  static readonly observedAttributes = ['value', 'count'];
  readonly #root = this.attachShadow({ mode: 'open' });

  connectedCallback(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#show();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#show();
  }

  #show(): void {
    const value = Number(this.getAttribute('value') ?? '0');
    const count = this.getAttribute('count');
    const stars = document.createElement('span');
    stars.className = 'stars';
    stars.textContent = '★★★★★';
    const lit = document.createElement('span');
    lit.className = 'lit';
    lit.textContent = '★★★★★';
    lit.style.width = `${value * 20}%`;
    stars.append(lit);
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', `${value} of 5 stars`);
    this.#root.replaceChildren(stars, ...(count ? [`${value} (${count})`] : []));
  }
}
