import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../../shared/views/Icon.tsx';

interface EmptyStateProps {
  icon: IconName;
  title: string;
  children: ComponentChildren;
}

/** Where a list would stand: that there is nothing yet, and what to do about it. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} sizePx={22} />
      </span>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
