/** What a person would do with a list of things to do, as fast as the page can: the same for every framework. */
const ITEMS = 100;

/** Marks of the elements that the work uses, whatever made them. */
export const MARKS = { input: 'new-todo', toggle: 'toggle', edit: 'edit-todo', remove: 'destroy', list: 'todo-list' };

export async function workThroughTodos(): Promise<void> {
  for (let item = 0; item < ITEMS; item++) type(`Thing number ${item} to do`);
  await nextFrame();
  expectItems(ITEMS);
  for (const toggle of found(MARKS.toggle)) toggle.click();
  await nextFrame();
  found(MARKS.edit).forEach((edit, at) => {
    if (at % 5 === 0) edit.click();
  });
  await nextFrame();
  for (const remove of found(MARKS.remove)) remove.click();
  await nextFrame();
  expectItems(0);
}

function type(text: string): void {
  const input = document.querySelector<HTMLInputElement>(`.${MARKS.input}`);
  if (!input) throw new Error('the page has no input');
  // React replaces the property on the element, to notice what others set.
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}

function found(className: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`.${className}`)];
}

/** A page that did less work would look fast. */
function expectItems(count: number): void {
  const items = document.querySelectorAll(`.${MARKS.list} > li`).length;
  if (items !== count) throw new Error(`the page shows ${items} items instead of ${count}`);
}

function nextFrame(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}
