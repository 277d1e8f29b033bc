import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStaticServer } from '../../e2e/static-server.ts';
import { startParty } from '../../party/dev.ts';
import { buildSnippet } from '../../scripts/build-snippet.ts';
import { apiClient } from '../../shared/api/api-client.ts';
import { randomToken } from '../../shared/crypto/base64url.ts';
import type { Pass } from '../../shared/protocol/pass.ts';

/** A site that uses Coview in several ways, its party, and a site that the room does not know. */
export interface SnippetSite {
  partyUrl: string;
  /** Origin that the room allows. */
  origin: string;
  /** The same pages at an origin that it does not allow. */
  strangerOrigin: string;
  pass: Pass;
  /** Makes another pass of the room. */
  newPass(agentName: string): Promise<Pass>;
  revoke(pass: Pass): Promise<void>;
  close(): Promise<void>;
}

const QUEUE = 'window.coview = window.coview || function () { (coview.q = coview.q || []).push(arguments) };';
const HEAR = "errors = []; coview('on', 'error', (error) => errors.push(error.code));";
/** Attributes of 64 KiB on one element: together more than one message may have, and no slice of time ends within a node. */
const HUGE_ATTRIBUTES = 560;
const BODY = '<h1>Shop</h1><input id=name><input id=secret type=password value=hunter2hunter2><a href="/next">next</a>';

export async function openSnippetSite(): Promise<SnippetSite> {
  const folder = await mkdtemp(join(tmpdir(), 'coview-snippet-'));
  const serveDir = join(folder, 'served');
  await buildSnippet({ folder: serveDir });
  const adminSecret = randomToken(24);
  const party = await startParty({ persistDir: join(folder, 'party'), adminSecret, serveDir });
  const room = { id: '' };
  const serve = () =>
    startStaticServer({
      transform(path, answer) {
        const body = pageAt(path, party.url, room.id);
        if (body === undefined) return answer;
        const policy = policyOf(path, party.url);
        const headers = policy ? { 'content-security-policy': policy } : {};
        return { body, type: 'text/html; charset=utf-8', status: 200, headers };
      },
    });
  const [site, stranger] = await Promise.all([serve(), serve()]);
  const admin = apiClient(party.url, adminSecret);
  const { roomId } = await admin.call('createRoom', {
    body: {
      name: 'Fern & Field',
      origins: [site.origin],
      policy: { privacyFloor: { mask: ['.hidden-by-the-room'], block: [], ignore: [], private: false } },
    },
  });
  room.id = roomId;
  const newPass = async (agentName: string): Promise<Pass> => {
    const { passId, secret } = await admin.call('createPass', { params: { room: roomId }, body: { agentName } });
    return { partyUrl: party.url, roomId, passId, secret, roomKey: randomToken(32) };
  };
  return {
    partyUrl: party.url,
    origin: site.origin,
    strangerOrigin: stranger.origin,
    pass: await newPass('Ana'),
    newPass,
    revoke: async ({ passId }) => void (await admin.call('revokePass', { params: { room: roomId, pass: passId } })),
    async close() {
      await Promise.all([site.close(), stranger.close(), party.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The Content-Security-Policy of a page, if it has one. */
function policyOf(path: string, partyUrl: string): string | undefined {
  if (path === '/unconnected') return "connect-src 'none'";
  return path === '/strict' ? strictPolicy(partyUrl) : undefined;
}

function strictPolicy(partyUrl: string): string {
  const socketUrl = partyUrl.replace(/^http/, 'ws');
  return [
    "default-src 'self'",
    `script-src 'self' ${partyUrl}`,
    "style-src 'self'",
    `connect-src ${partyUrl} ${socketUrl}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function pageAt(path: string, partyUrl: string, roomId: string): string | undefined {
  const tag = `<script src="${partyUrl}/coview.js" data-room="${roomId}"></script>`;
  const page = (head: string, body = BODY) =>
    `<!doctype html><html><head><title>Shop</title>${head}</head><body>${body}`;
  switch (path) {
    case '/':
    case '/strict':
    case '/unconnected':
      return page(tag);
    case '/unknown-room':
      return page(`<script src="${partyUrl}/coview.js" data-room="nosuchroom00"></script>`);
    case '/huge':
      return page(`${tag}<script>addEventListener('DOMContentLoaded', () => {
        for (let at = 0; at < ${HUGE_ATTRIBUTES}; at += 1) document.body.setAttribute('data-' + at, 'x'.repeat(65536));
      });</script>`);
    case '/floor':
      return page(tag, '<h1>Account</h1><p class="hidden-by-the-room" data-coview="unmask">canary of the room</p>');
    case '/closed-roots':
      return page(
        `<script>early = document.createElement('p');
          early.attachShadow({ mode: 'closed' }).innerHTML = 'made before the tag';</script>${tag}
        <script>customElements.define('x-internal', class extends HTMLElement {
          constructor() { super(); this.internals = this.attachInternals(); }
        });</script>`,
        `<h1>Closed</h1><div id=host></div><script>document.body.append(early);
          host.attachShadow({ mode: 'closed' }).innerHTML = 'made by script';</script>
        <x-internal><template shadowrootmode=closed>made by the parser</template></x-internal>`,
      );
    case '/next':
      return page(tag, '<h1>Next page</h1>');
    case '/twice':
      return page(tag + tag);
    case '/queued':
      return page(`<script>${QUEUE} ${HEAR} states = []; coview('on', 'state', (state) => states.push(state.type));
        coview('open'); coview('init', { mask: ['h1'] });</script>${tag}`);
    case '/badly-set-up':
      return page(`<script>${QUEUE} ${HEAR} coview('init', { room: 'r', maks: ['h1'] }); coview('open');
        coview('dance');</script><script src="${partyUrl}/coview.js"></script>`);
    case '/module':
      return page(`<script type=module>import { createCoview } from '${partyUrl}/index.js';
        window.coview = createCoview({ room: '${roomId}', party: '${partyUrl}' });</script>`);
    case '/bodyless':
      return `<!doctype html>${tag}<script>hadBody = document.body !== null; coview.open();</script>`;
    default:
      return undefined;
  }
}
