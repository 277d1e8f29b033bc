import OpenReplay from '@openreplay/tracker';
import { type PageSubject, toBase64 } from './subject.ts';

/** Where it believes its server to be: nothing is sent there. */
const SERVER = 'https://openreplay.invalid';
/** It hands its messages to its worker every 30 ms; two rounds and the worker's own work. */
const HAND_OVER_MS = 120;

/** What its server answers to a start. Messages come uncompressed, so that all subjects are compressed alike. */
const STARTED = {
  token: 'token',
  userUUID: 'user',
  projectID: '1',
  sessionID: '1',
  delay: 0,
  beaconSizeLimit: 1_000_000,
  compressionThreshold: 1e9,
};

/** Runs first in its worker: keeps what the worker would upload until it is asked for. */
const KEEP_UPLOADS = `
  const uploads = [];
  self.fetch = async (url, request) => { uploads.push(request.body); return new Response('{}'); };
  self.addEventListener('message', (event) => {
    if (event.data?.takeUploads !== true) return;
    event.stopImmediatePropagation();
    event.ports[0].postMessage(uploads.splice(0));
  });`;

let worker: Worker | undefined;
const OwnWorker = window.Worker;
window.Worker = class extends OwnWorker {
  constructor(url: string | URL) {
    super(URL.createObjectURL(new Blob([`${KEEP_UPLOADS}\nimportScripts('${url}');`])));
    worker = this;
  }
};

const ownFetch = window.fetch;
window.fetch = async (request, options) => {
  if (!String(request).startsWith(SERVER)) return ownFetch(request, options);
  return new Response(JSON.stringify(String(request).endsWith('/start') ? STARTED : {}));
};

/** Recording of the document alone, as the others do; no text is hidden. */
const tracker = new OpenReplay({
  projectKey: 'bench',
  ingestPoint: SERVER,
  __DISABLE_SECURE_MODE: true,
  obscureTextEmails: false,
  obscureTextNumbers: false,
  consoleMethods: null,
  captureExceptions: false,
  capturePerformance: false,
  captureResourceTimings: false,
  capturePageLoadTimings: false,
  capturePageRenderTimings: false,
  network: { disabled: true } as never,
  analytics: { active: false } as never,
});

export const subject: PageSubject = {
  async start() {
    const started = await tracker.start();
    if (!started.success) throw new Error(`OpenReplay did not start: ${started.reason}`);
  },
  settled: () => new Promise((done) => setTimeout(done, HAND_OVER_MS)),
  async take() {
    tracker.forceFlushBatch();
    const { port1, port2 } = new MessageChannel();
    const uploads = await new Promise<Uint8Array[]>((taken) => {
      port1.onmessage = ({ data }) => taken(data);
      worker?.postMessage({ takeUploads: true }, [port2]);
    });
    return { encoding: 'base64', messages: uploads.map(toBase64) };
  },
};
