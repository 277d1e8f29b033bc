import type { Op } from '../../shared/tree/message.ts';
import type { NodeId } from '../../shared/tree/node.ts';
import type { FoundAnimation } from './found-animation.ts';
import { isAsTold, playingOf, type ToldPlaying } from './playing.ts';

/**
 * Where the animations of style sheets are. A mirror's browser begins each when it meets it; this says how far it is on the page,
 * whether it stands, and how fast it goes.
 */
export class CssAnimations {
  private told = new WeakMap<Animation, ToldPlaying & { node: NodeId }>();

  /** @returns what the mirror has to be told */
  compare({ animation, effect, node }: FoundAnimation, name: string): Op[] {
    const playing = playingOf(animation, effect);
    if (playing === undefined) return [];
    const now = { timeMs: Number(animation.currentTime), atMs: performance.now() };
    const told = this.told.get(animation);
    if (told?.node === node && isAsTold(playing, now, told)) return [];
    this.told.set(animation, { playing, node, ...now });
    return [{ type: 'animation', node, pseudo: effect.pseudoElement ?? '', name, ...playing }];
  }

  forget(): void {
    this.told = new WeakMap();
  }
}
