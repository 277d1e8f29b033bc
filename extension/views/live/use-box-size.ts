import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export interface BoxSize {
  widthCssPx: number;
  heightCssPx: number;
}

/** Size of an element's border box, kept up to date. Undefined before the first layout. */
export function useBoxSize(element: RefObject<HTMLElement | null>): BoxSize | undefined {
  const [size, setSize] = useState<BoxSize | undefined>(undefined);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.borderBoxSize[0];
      if (box) setSize({ widthCssPx: box.inlineSize, heightCssPx: box.blockSize });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
