/** "Need help?" opens the code field, wherever it stands. Without Coview on the page it does nothing. */
export function connectHelpButtons(): void {
  for (const button of document.querySelectorAll('[data-help]')) {
    button.addEventListener('click', () => {
      const coview: unknown = Reflect.get(window, 'coview');
      if (typeof coview === 'function') coview('open');
    });
  }
}
