import type { Page } from 'puppeteer-core';

/** One view of one page, to be compared in page, mirror and replay. */
export interface Scene {
  name: string;
  /** Opens it in a fresh page. Nobody records yet. */
  open(page: Page): Promise<void>;
  /** What a person does while it is recorded. */
  act?(page: Page): Promise<void>;
}

/** Scenes and the servers they come from. */
export interface SceneSource {
  scenes: Scene[];
  close(): Promise<void>;
}

export const VIEWPORT = { width: 1280, height: 900 };
