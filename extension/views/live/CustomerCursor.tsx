import type { CustomerPointer } from '../../mirror-view/page-facts.ts';

/** Where the customer points, as a named cursor over the mirror. */
export function CustomerCursor({ pointer, scale }: { pointer: CustomerPointer | undefined; scale: number }) {
  if (!pointer) return null;
  const place = { transform: `translate(${pointer.xCssPx * scale}px, ${pointer.yCssPx * scale}px)` };
  return (
    <div class={pointer.pressed ? 'cursor cursor-pressed' : 'cursor'} style={place} aria-hidden="true">
      <svg width="18" height="20" viewBox="0 0 18 20" aria-hidden="true">
        <path
          class="cursor-arrow"
          d="M2.2 1.6 15.4 9.1c.7.4.6 1.4-.2 1.6l-5.3 1.3-2.8 4.8c-.4.7-1.4.6-1.6-.2L1 2.6c-.2-.8.5-1.4 1.2-1z"
        />
      </svg>
      <span class="cursor-name">Customer</span>
    </div>
  );
}
