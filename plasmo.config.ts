/**
 * What the agent's extension is for each browser. Plasmo itself reads no config file: `scripts/build-extension.ts`
 * imports this one and writes from it the `extension/package.json` that Plasmo reads.
 */
export const TARGETS = ['chrome-mv3', 'firefox-mv3'] as const;

export type Target = (typeof TARGETS)[number];

/** The part of a manifest that we write ourselves; entries, icons and the name come from Plasmo. */
export interface ExtensionManifest {
  permissions: string[];
  content_security_policy: { extension_pages: string };
  action: { default_title: string };
  minimum_chrome_version?: string;
  sidebar_action?: { default_title: string; default_panel: string; open_at_install: boolean };
  browser_specific_settings?: {
    gecko: { id: string; strict_min_version: string; data_collection_permissions: { required: string[] } };
  };
}

/** Input of `scripts/build-extension.ts`. */
export interface PlasmoConfig {
  name: string;
  displayName: string;
  description: string;
  targets: readonly Target[];
  /** Command line flags of `plasmo build`, the same for every target. */
  flags: readonly string[];
  manifest(target: Target): ExtensionManifest;
}

/**
 * TRUST.md, "The mirror frame". The mirror's `srcdoc` document inherits this policy, so what is closed here is closed
 * there too, whatever the frame's own policy says.
 *
 * `connect-src` cannot name the party: its address is in the pass and unknown when the extension is built. So it allows
 * encrypted connections and, for a party tried out on the own machine, loopback; `extension/storage/lock-connections.ts`
 * narrows it to the one party of the stored pass as soon as the panel has read it.
 *
 * There is no `upgrade-insecure-requests` on purpose: Firefox adds it by default and would turn `ws://localhost` into
 * `wss:`.
 */
const EXTENSION_PAGES_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data: blob:",
  'media-src data: blob:',
  'connect-src https: wss: http://localhost:* ws://localhost:* http://127.0.0.1:* ws://127.0.0.1:*',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const config: PlasmoConfig = {
  name: 'coview',
  displayName: 'Coview',
  description: "See your customer's page live and point at it. The agent's side of open-source co-browsing.",
  targets: TARGETS,
  flags: ['--src-path=.', '--no-cs-reload', '--hoist'],
  manifest: (target) => ({
    permissions: ['storage'],
    content_security_policy: { extension_pages: EXTENSION_PAGES_CSP },
    action: { default_title: 'Coview' },
    ...(target === 'chrome-mv3'
      ? { minimum_chrome_version: '120' }
      : {
          sidebar_action: { default_title: 'Coview', default_panel: './sidepanel.html', open_at_install: false },
          browser_specific_settings: {
            gecko: {
              id: 'coview@coview.dev',
              strict_min_version: '140.0',
              // What Coview shows goes between the agent and the room's own party; the extension reports to nobody.
              data_collection_permissions: { required: ['none'] },
            },
          },
        }),
  }),
};

export default config;
