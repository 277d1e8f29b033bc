import type { MirrorVisiblePart } from '../../../shared/mirror/mirror.ts';

/** A frame around what the customer sees, who has pinched into the page or types on the screen. The rest is dimmed. */
export function VisiblePartView({ part, scale }: { part: MirrorVisiblePart | undefined; scale: number }) {
  if (!part) return null;
  return (
    <div class="marks" role="note" aria-label="The customer sees only the part within the frame">
      <span
        class="visible-part"
        style={{
          left: `${part.xCssPx * scale}px`,
          top: `${part.yCssPx * scale}px`,
          width: `${part.widthCssPx * scale}px`,
          height: `${part.heightCssPx * scale}px`,
        }}
      />
    </div>
  );
}
