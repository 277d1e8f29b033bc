import type { ElementHandle, Page } from 'puppeteer-core';
import { waitFor } from './wait-for.ts';

/**
 * Clicks an element as a person does: once it stands still and nothing covers it. `page.click` aims while the page still
 * glides (`scroll-behavior: smooth`), and hits what has moved there meanwhile.
 *
 * @param selector of puppeteer's kind, so `>>>` pierces shadow roots
 */
export async function clickOn(page: Page, selector: string): Promise<void> {
  const element = await page.waitForSelector(selector);
  if (!element) throw new Error(`no ${selector} on the page`);
  await page.bringToFront();
  const spot = await waitFor(`${selector} to stand still in sight`, () => restingSpotOf(element));
  await page.mouse.click(spot.xCssPx, spot.yCssPx);
  await element.dispose();
}

/**
 * Brings the element into sight at once; its middle if two frames later it is still there, with nothing above it. Nothing
 * inside has a name of its own: `tsx`, which runs `npm start`, would give such a function a helper that the page does not have.
 */
function restingSpotOf(element: ElementHandle<Element>): Promise<{ xCssPx: number; yCssPx: number } | undefined> {
  return element.evaluate(async (node) => {
    node.scrollIntoView({ behavior: 'instant', block: 'center', inline: 'center' });
    const before = node.getBoundingClientRect();
    for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const { x, y, width, height } = node.getBoundingClientRect();
    if (x !== before.x || y !== before.y) return undefined;
    const middle = { xCssPx: x + width / 2, yCssPx: y + height / 2 };
    const root = node.getRootNode();
    if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
    const above = root.elementFromPoint(middle.xCssPx, middle.yCssPx);
    // A styled tick or switch lies hidden under its label.
    const isHit = node.contains(above) || above?.closest('label')?.control === node;
    return isHit ? middle : undefined;
  });
}
