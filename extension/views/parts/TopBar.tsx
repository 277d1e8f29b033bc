import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../../shared/views/Icon.tsx';
import { Logo } from '../../../shared/views/Logo.tsx';
import type { Identity, PanelModel } from '../../panel/panel-model.ts';
import { SettingsDialog } from '../SettingsDialog.tsx';

interface TopBarProps {
  model: PanelModel;
  identity?: Identity;
  /** Stands beside the logo: the product's name, or how the session stands. */
  children: ComponentChildren;
}

/** The line at the top of every screen: what this is, and the two ways out of it (a full tab, the settings). */
export function TopBar({ model, identity, children }: TopBarProps) {
  const settingsOpen = useSignal(false);
  return (
    <header class="top-bar">
      <Logo sizePx={22} />
      <div class="top-bar-main">{children}</div>
      {!model.fullTab && (
        <button type="button" class="icon-button" title="Open in a full tab" onClick={() => model.openTab()}>
          <Icon name="expand" />
          <span class="visually-hidden">Open in a full tab</span>
        </button>
      )}
      {identity && (
        <button type="button" class="icon-button" title="Settings" onClick={() => (settingsOpen.value = true)}>
          <Icon name="sliders" />
          <span class="visually-hidden">Settings</span>
        </button>
      )}
      {identity && settingsOpen.value && (
        <SettingsDialog model={model} identity={identity} onClose={() => (settingsOpen.value = false)} />
      )}
    </header>
  );
}
