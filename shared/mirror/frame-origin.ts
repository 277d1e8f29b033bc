/** Where the document inside a frame begins, in CSS pixels of the viewport around. */
export interface FrameOrigin {
  xCssPx: number;
  yCssPx: number;
}

export function frameOrigin(frame: Element): FrameOrigin {
  const { left, top } = frame.getBoundingClientRect();
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  return {
    xCssPx: left + frame.clientLeft + Number.parseFloat(style?.paddingLeft ?? '0'),
    yCssPx: top + frame.clientTop + Number.parseFloat(style?.paddingTop ?? '0'),
  };
}
