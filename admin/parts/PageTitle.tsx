import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PageTitleProps {
  title: string;
  /** Where one came from. */
  above?: ComponentChildren;
  /** What can be done here. */
  children?: ComponentChildren;
}

/** Names the place, in the window's title too; takes the focus when one gets here, so that a screen reader says where one is. */
export function PageTitle({ title, above, children }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Coview`;
    heading.current?.focus({ preventScroll: true });
  }, [title]);
  return (
    <div class="page-title">
      <div class="page-title-text">
        {above}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </div>
      {children}
    </div>
  );
}
