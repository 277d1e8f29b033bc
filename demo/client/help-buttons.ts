/** What the tag of the README defines; also works as a queue before the script has loaded. */
type CoviewFunction = ((command: string, ...values: unknown[]) => void) & { q?: unknown[] };

declare global {
  interface Window {
    coview?: CoviewFunction;
  }
}

/** "Need help?" opens the code field, wherever it stands. */
export function connectHelpButtons(): void {
  for (const button of document.querySelectorAll('[data-help]')) {
    button.addEventListener('click', () => window.coview?.('open'));
  }
}
