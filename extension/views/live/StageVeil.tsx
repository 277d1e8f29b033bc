import type { ComponentChildren } from 'preact';
import { Icon } from '../../../shared/views/Icon.tsx';
import type { PageFeed } from '../../session/page-feed.ts';

/** What stands over the picture when it is not the page as it is now. */
export function StageVeil({ feed, paused }: { feed: PageFeed; paused: boolean }) {
  if (paused) {
    return (
      <Veil hides>
        <Icon name="pause" sizePx={26} />
        <strong>Paused by your customer</strong>
        <span>You see the page again when they go on.</span>
      </Veil>
    );
  }
  switch (feed.health.value) {
    case 'in-step':
      return null;
    case 'waiting-for-page':
      return (
        <Veil hides>
          <span class="spinner" />
          <strong>Getting the page…</strong>
        </Veil>
      );
    case 'repairing':
      return (
        <Veil>
          <span class="spinner" />
          <strong>Catching up…</strong>
        </Veil>
      );
    case 'lost':
      return (
        <Veil hides>
          <Icon name="alert" sizePx={26} />
          <strong>This page cannot be shown right now</strong>
          <button type="button" class="button" onClick={() => feed.retry()}>
            Try again
          </button>
        </Veil>
      );
  }
}

/** `hides`: nothing of the picture may be read through it. */
function Veil({ hides = false, children }: { hides?: boolean; children: ComponentChildren }) {
  return (
    <div class={hides ? 'veil veil-hides' : 'veil'} role="status">
      {children}
    </div>
  );
}
