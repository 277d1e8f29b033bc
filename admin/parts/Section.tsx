import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SectionProps {
  title: string;
  lead: ComponentChildren;
  children: ComponentChildren;
}

/** A card of a page: what it is about beside what can be set. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section class="card section" aria-labelledby={id}>
      <div class="section-about">
        <h2 id={id}>{title}</h2>
        <p class="hint">{lead}</p>
      </div>
      <div class="section-body">{children}</div>
    </section>
  );
}
