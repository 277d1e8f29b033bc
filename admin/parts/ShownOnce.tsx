import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../shared/views/Icon.tsx';
import { CopyBlock } from './CopyBlock.tsx';

interface ShownOnceProps {
  title: string;
  label: string;
  text: string;
  /** What to do with it. */
  children: ComponentChildren;
  onDone(): void;
}

/** A credential that was just made: it stays until somebody says that it is kept, and never comes back. */
export function ShownOnce({ title, label, text, children, onDone }: ShownOnceProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [text]);
  return (
    <section class="card shown-once" aria-labelledby="shown-once">
      <h2 id="shown-once" ref={heading} tabIndex={-1}>
        <Icon name="key" />
        {title}
      </h2>
      <p>{children}</p>
      <CopyBlock label={label} text={text} />
      <button type="button" class="button" onClick={onDone}>
        Done
      </button>
    </section>
  );
}
