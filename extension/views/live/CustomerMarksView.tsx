import type { AskMark } from '../../mirror-view/ask-marks.ts';
import type { CustomerMarks } from '../../mirror-view/customer-marks.ts';
import type { MarkBox } from '../../mirror-view/mark-box.ts';

/** What the customer has focused and selected. The mirror has no focus of its own: nothing can reach into it. */
export function CustomerMarksView({ marks, scale }: { marks: CustomerMarks; scale: number }) {
  return (
    <div class="marks" aria-hidden="true">
      {marks.selection.map((box) => (
        <span
          key={`${box.xCssPx} ${box.yCssPx} ${box.widthCssPx}`}
          class={box.widthCssPx > 0 ? 'mark-selection' : 'mark-selection mark-caret'}
          style={placed(box, scale)}
        />
      ))}
      {marks.focus && <span class="mark-focus" style={placed(marks.focus, scale)} />}
      {marks.media.map(({ box, text }) => (
        <span
          key={`${box.xCssPx} ${box.yCssPx}`}
          class="mark-media"
          style={{ left: `${box.xCssPx * scale}px`, top: `${box.yCssPx * scale}px` }}
        >
          {text}
        </span>
      ))}
      {marks.asks.map((ask) => (
        <AskNote key={ask.title} ask={ask} scale={scale} />
      ))}
    </div>
  );
}

/** Drawn by the customer's browser over the page, so it is a note here and no picture of it. */
function AskNote({ ask: { box, title, text, choices }, scale }: { ask: AskMark; scale: number }) {
  return (
    <div
      class="mark-ask"
      style={{ left: `${box.xCssPx * scale}px`, top: `${(box.yCssPx + box.heightCssPx) * scale}px` }}
    >
      <strong>{title}</strong>
      {text !== '' && <span>“{text}”</span>}
      {choices.map(({ label, isChosen }, at) => (
        <span key={`${at} ${label}`} class={isChosen ? 'mark-choice mark-chosen' : 'mark-choice'}>
          {label}
        </span>
      ))}
    </div>
  );
}

function placed(box: MarkBox, scale: number) {
  return {
    left: `${box.xCssPx * scale}px`,
    top: `${box.yCssPx * scale}px`,
    width: `${box.widthCssPx * scale}px`,
    height: `${box.heightCssPx * scale}px`,
  };
}
