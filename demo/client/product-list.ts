/** Search and sorting of a product grid, on the page. */
export function runProductList(): void {
  const grid = document.querySelector<HTMLElement>('[data-product-grid]');
  const sort = document.querySelector<HTMLSelectElement>('[data-product-sort]');
  const search = document.querySelector<HTMLInputElement>('[data-product-search]');
  const empty = document.querySelector<HTMLElement>('[data-product-empty]');
  if (!grid || !sort || !search || !empty) return;
  const cards = [...grid.querySelectorAll<HTMLElement>('.card')];

  const number = (card: HTMLElement, name: 'price' | 'rating') => Number(card.dataset[name]);
  const orders: Record<string, (one: HTMLElement, other: HTMLElement) => number> = {
    featured: (one, other) => cards.indexOf(one) - cards.indexOf(other),
    'price-up': (one, other) => number(one, 'price') - number(other, 'price'),
    'price-down': (one, other) => number(other, 'price') - number(one, 'price'),
    rating: (one, other) => number(other, 'rating') - number(one, 'rating'),
  };

  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    const shown = cards.filter((card) => card.textContent?.toLowerCase().includes(wanted));
    grid.replaceChildren(...shown.sort(orders[sort.value]));
    empty.hidden = shown.length > 0;
  };
  sort.addEventListener('change', show);
  search.addEventListener('input', show);
}
