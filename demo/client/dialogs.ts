/** Buttons that open a dialog by id, and those inside that close it. */
export function connectDialogs(): void {
  for (const opener of document.querySelectorAll<HTMLElement>('[data-open-dialog]')) {
    opener.addEventListener('click', () => dialogById(opener.dataset.openDialog ?? '')?.showModal());
  }
  for (const closer of document.querySelectorAll('[data-close-dialog]')) {
    closer.addEventListener('click', () => closer.closest('dialog')?.close());
  }
}

export function dialogById(id: string): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(id)}`);
}
