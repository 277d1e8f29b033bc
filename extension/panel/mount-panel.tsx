import { render } from 'preact';
import { Panel } from '../views/Panel.tsx';
import { browserPorts } from './browser-ports.ts';
import { createPanelModel } from './create-panel-model.ts';

/** Draws the panel into the page that Plasmo has made for an entry. */
export function mountPanel(fullTab: boolean): void {
  const root = document.getElementById('__plasmo');
  if (!root) throw new Error('the page has no #__plasmo');
  document.documentElement.lang = 'en';
  render(<Panel model={createPanelModel(browserPorts, fullTab)} />, root);
}
