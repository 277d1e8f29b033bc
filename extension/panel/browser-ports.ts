import browser from 'webextension-polyfill';
import { agentTicket, checkPass, createSession, keepKey } from '../../shared/protocol/http.ts';
import { connectMirror } from '../mirror-view/connect-mirror.ts';
import { openAgentLink } from '../session/open-agent-link.ts';
import { loadAppearance, saveAppearance } from '../storage/appearance-store.ts';
import { forgetMeeting, loadMeeting, onMeetingForgotten, saveMeeting } from '../storage/meeting-store.ts';
import { loadPass, removePass, savePass } from '../storage/pass-store.ts';
import { loadRecent, saveRecent } from '../storage/recent-store.ts';
import { lockConnections } from './lock-connections.ts';
import type { PanelPorts } from './panel-ports.ts';

/** Survives the restart of a document, unlike anything in memory, and is in no history, unlike a query. */
const CHANGE_PASS_HASH = '#change-pass';

/** The panel's ports in a real browser. */
export const browserPorts: PanelPorts = {
  loadPass,
  savePass,
  removePass,
  loadMeeting,
  saveMeeting,
  forgetMeeting,
  onMeetingForgotten,
  loadRecent,
  saveRecent,
  loadAppearance,
  saveAppearance,
  checkPass,
  createSession,
  agentTicket,
  keepKey,
  openLink: openAgentLink,
  connectMirror,
  lockConnections: (partyUrl) => lockConnections(document, partyUrl),
  restart(purpose) {
    const hash = purpose === 'change-pass' ? CHANGE_PASS_HASH : '';
    history.replaceState(null, '', `${location.pathname}${hash}`);
    location.reload();
  },
  purpose: () => (location.hash === CHANGE_PASS_HASH ? 'change-pass' : 'usual'),
  openTab() {
    void browser.tabs.create({ url: browser.runtime.getURL('tabs/panel.html') });
  },
  copy: (text) =>
    navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    ),
  now: () => Date.now(),
};
