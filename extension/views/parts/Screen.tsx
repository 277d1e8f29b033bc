import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface ScreenProps {
  /** Names the screen for styles. */
  name: string;
  title: ComponentChildren;
  children: ComponentChildren;
}

/**
 * One step of the panel. Its title takes the focus when the step begins, so that a screen reader says where the person
 * is now and the keyboard continues from there.
 */
export function Screen({ name, title, children }: ScreenProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main class={`screen screen-${name}`} aria-labelledby="screen-title">
      <h1 id="screen-title" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
