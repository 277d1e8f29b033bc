import browser from 'webextension-polyfill';

/** The one call of Chrome's API that has no counterpart in the polyfill. */
interface ChromeSidePanel {
  setPanelBehavior(behavior: { openPanelOnActionClick: boolean }): Promise<void>;
}

const { chrome } = globalThis as { chrome?: { sidePanel?: ChromeSidePanel } };

// The toolbar button opens the panel: by a setting in Chrome, by hand in Firefox.
if (chrome?.sidePanel) {
  void chrome.sidePanel.setPanelBehavior({ openPanelOnActionClick: true });
} else {
  browser.action.onClicked.addListener(() => {
    void browser.sidebarAction.toggle();
  });
}
