import { useEffect, useRef } from 'preact/hooks';
import { fitScale, type Zoom } from '../../mirror-view/fit-scale.ts';
import type { Viewport } from '../../mirror-view/page-facts.ts';
import { createPointerSender, type PointerSender } from '../../mirror-view/pointer-sender.ts';
import type { PanelModel, Screen } from '../../panel/panel-model.ts';
import { CustomerCursor } from './CustomerCursor.tsx';
import { CustomerMarksView } from './CustomerMarksView.tsx';
import { StageVeil } from './StageVeil.tsx';
import type { BoxSize } from './use-box-size.ts';
import { useFollowing } from './use-following.ts';
import { VisiblePartView } from './VisiblePartView.tsx';

/** Until the page has said how large its window is. */
const GUESSED_VIEWPORT: Viewport = { widthCssPx: 1280, heightCssPx: 800, devicePixelRatio: 1 };

interface StageProps {
  model: PanelModel;
  screen: Extract<Screen, { type: 'session' }>;
  room: BoxSize;
  zoom: Zoom;
  pointing: boolean;
  paused: boolean;
}

/**
 * The customer's page in a script-less frame, at their own window size, scaled to the room there is. Nothing reaches
 * the frame: the overlay above it takes all input, because a click on a link would replace the mirror and a middle
 * click would open a real tab (TRUST.md, "The mirror frame").
 */
export function MirrorStage({ model, screen, room, zoom, pointing, paused }: StageProps) {
  const { session, facts } = screen;
  const frame = useRef<HTMLIFrameElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const sender = useRef<PointerSender>(undefined);
  const viewport = facts.viewport.value ?? GUESSED_VIEWPORT;
  const scale = fitScale(viewport, room, zoom);

  useEffect(() => {
    if (!frame.current) return;
    const handle = model.connectMirror(frame.current, session, facts);
    sender.current = createPointerSender({
      locate: (xCssPx, yCssPx) => handle.locate(xCssPx, yCssPx),
      send: (pointer) => session.point(pointer),
      requestFrame: (callback) => requestAnimationFrame(callback),
      cancelFrame: (request) => cancelAnimationFrame(request),
    });
    return () => {
      sender.current?.leave();
      handle.stop();
    };
  }, [model, session, facts]);

  const takeView = useFollowing(stage, facts.pointer.value, scale);

  const mayPoint = pointing && !paused;
  useEffect(() => {
    if (!mayPoint) sender.current?.leave();
  }, [mayPoint]);

  const size = { width: `${viewport.widthCssPx}px`, height: `${viewport.heightCssPx}px` };
  const shown = { width: `${viewport.widthCssPx * scale}px`, height: `${viewport.heightCssPx * scale}px` };
  return (
    <div
      ref={stage}
      class={zoom === 'closer' ? 'stage stage-scrolls' : 'stage'}
      onWheel={takeView}
      onPointerDown={takeView}
    >
      <div class="stage-page" style={shown}>
        <iframe
          ref={frame}
          class="stage-frame"
          title="The customer’s page"
          sandbox="allow-same-origin"
          tabIndex={-1}
          style={{ ...size, transform: `scale(${scale})` }}
        />
        <div
          class={mayPoint ? 'stage-overlay stage-overlay-points' : 'stage-overlay'}
          role="img"
          aria-label="The customer’s page, live"
          onPointerMove={(event) => {
            if (!mayPoint) return;
            const box = event.currentTarget.getBoundingClientRect();
            sender.current?.move((event.clientX - box.left) / scale, (event.clientY - box.top) / scale);
          }}
          onPointerLeave={() => sender.current?.leave()}
          onContextMenu={(event) => event.preventDefault()}
        />
        {!paused && <VisiblePartView part={facts.visiblePart.value} scale={scale} />}
        {!paused && <CustomerMarksView marks={facts.marks.value} scale={scale} />}
        {!paused && <CustomerCursor pointer={facts.pointer.value} scale={scale} />}
        <StageVeil feed={session.feed} paused={paused} />
      </div>
    </div>
  );
}
