/** Marks a window as having Coview: shared by script tag and module, whatever copy of the code they come from. */
const CLAIM = Symbol.for('coview');

/** True for the first caller on a page. Two would share storage, answer each other's shortcuts and mirror each other. */
export function claimPage(window: Window): boolean {
  if (Object.hasOwn(window, CLAIM)) return false;
  Object.defineProperty(window, CLAIM, { value: true });
  return true;
}
