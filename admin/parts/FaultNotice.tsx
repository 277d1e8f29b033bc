import type { Signal } from '@preact/signals';
import { Icon } from '../../shared/views/Icon.tsx';

/** Why the last thing was not done. Always there, so that a screen reader hears it. */
export function FaultNotice({ of }: { of: Signal<string> }) {
  return (
    <div role="alert">
      {of.value !== '' && (
        <div class="notice notice-danger">
          <Icon name="alert" />
          <span>{of}</span>
        </div>
      )}
    </div>
  );
}
