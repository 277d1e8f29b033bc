import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon.tsx';

/** `alert` is said at once by a screen reader, `status` when it is idle. */
interface NoticeProps {
  role: 'alert' | 'status';
  icon: IconName;
  tone: 'calm' | 'warning' | 'danger';
  children: ComponentChildren;
}

/** A sentence about something that needs attention now. */
export function Notice({ role, icon, tone, children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role={role}>
      <Icon name={icon} />
      <div class="notice-text">{children}</div>
    </div>
  );
}
