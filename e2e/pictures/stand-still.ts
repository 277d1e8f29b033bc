/** Puts the animations of a document where a picture can be compared: what ends has ended, what never ends has not begun. */
export function standStill(document: Document): void {
  for (const animation of document.getAnimations()) {
    if (ends(animation)) animation.finish();
    else {
      animation.pause();
      animation.currentTime = 0;
    }
  }
}

/** Also those that begin when others end. */
export async function untilAnimationsEnd(document: Document): Promise<void> {
  for (;;) {
    const running = document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && ends(animation));
    if (running.length === 0) return;
    await Promise.allSettled(running.map(({ finished }) => finished));
  }
}

function ends({ effect }: Animation): boolean {
  const endMs = effect?.getComputedTiming().endTime;
  return typeof endMs === 'number' && Number.isFinite(endMs);
}
