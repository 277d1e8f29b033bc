/**
 * For tests only: run before a page's scripts, it opens the widget's closed shadow root, so that a test can press its buttons
 * (`coview-widget >>> button`). Everything else on the page stays as it is.
 */
export function openWidgetRoot(): void {
  const native = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (init) {
    return native.call(this, this.localName === 'coview-widget' ? { ...init, mode: 'open' } : init);
  };
}
