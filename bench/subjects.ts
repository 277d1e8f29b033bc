import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bundleForPage } from '../e2e/page-bundle.ts';

/** What is compared: our capture, its strongest peer, and two floors that the platform sets. */
export type SubjectName = 'coview' | 'rrweb' | 'observer' | 'none';

export interface Subject {
  readonly name: SubjectName;
  /** Script that defines `window.subject`: see `PageSubject`. */
  readonly script: string;
}

/** What a subject offers inside the page. Sizes are those of what it would send, before compression. */
export interface PageSubject {
  /** Begins to record; messages are kept. */
  start(): void;
  stop(): void;
  /** Takes a full snapshot, synchronously. */
  snapshot(): void;
  /** All that has been seen so far is turned into messages. */
  flush(): void;
  /** Takes what was emitted since the last call: each message as text or base64. */
  take(): { encoding: 'text' | 'base64'; messages: string[] };
}

const require = createRequire(import.meta.url);

const COVIEW = `
  let kept = [], stop;
  window.subject = {
    start() { stop = coviewCapture.startCapture(document, {}, (message) => kept.push(message)); },
    stop() { stop(); },
    snapshot() { stop.takeSnapshot(); },
    flush() { stop.flush(); },
    take() {
      const messages = kept.map((bytes) => {
        let text = '';
        for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
        return btoa(text);
      });
      kept = [];
      return { encoding: 'base64', messages };
    },
  };`;

const RRWEB = `
  let kept = [], stop;
  const record = rrwebRecord.record ?? rrwebRecord;
  window.subject = {
    start() { stop = record({ emit: (event) => kept.push(event) }); },
    stop() { stop(); },
    snapshot() { record.takeFullSnapshot(); },
    flush() {},
    take() {
      const messages = kept.map((event) => JSON.stringify(event));
      kept = [];
      return { encoding: 'text', messages };
    },
  };`;

/** The least that any recorder has to do: hear of every change. Its "snapshot" is the browser's own serialisation. */
const OBSERVER = `
  let kept = [];
  const observer = new MutationObserver((records) => { window.lastRecords = records.length; });
  window.subject = {
    start() { observer.observe(document, { childList: true, attributes: true, characterData: true, subtree: true }); },
    stop() { observer.disconnect(); },
    snapshot() { kept = [document.documentElement.outerHTML]; },
    flush() { observer.takeRecords(); },
    take() { const messages = kept; kept = []; return { encoding: 'text', messages }; },
  };`;

const NONE = `
  window.subject = { start() {}, stop() {}, snapshot() {}, flush() {}, take: () => ({ encoding: 'text', messages: [] }) };`;

export async function loadSubjects(): Promise<Subject[]> {
  const capture = await bundleForPage(
    new URL('../snippet/capture/start-capture.ts', import.meta.url).pathname,
    'coviewCapture',
  );
  const rrweb = readFileSync(require.resolve('@rrweb/record').replace(/[^/]+$/, 'record.umd.min.cjs'), 'utf8');
  return [
    { name: 'coview', script: inPage(capture + COVIEW) },
    { name: 'rrweb', script: inPage(rrweb + RRWEB) },
    { name: 'observer', script: inPage(OBSERVER) },
    { name: 'none', script: inPage(NONE) },
  ];
}

function inPage(script: string): string {
  return `{${script}\n}`;
}
