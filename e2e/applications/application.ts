import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { type Answer, type StaticServer, startStaticServer } from '../static-server.ts';

/** Something that nobody here wrote, served as it is from its npm package plus the snippet's tag. */
export interface Application {
  name: string;
  /** `tag` is asked for each page, because the tag is known only after the address is. */
  serve(tag: () => string): Promise<StaticServer>;
  /** Resolves when the application has drawn itself. */
  untilReady(page: Page): Promise<void>;
  /** What a person does with it, one after the other. The mirror is compared with the page after each. */
  steps: { name: string; act(page: Page): Promise<void> }[];
}

/** The folder of an installed package: `packageFolder('reveal.js')`. */
export function packageFolder(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/${name}/`, import.meta.url)).replace(/\/$/, '');
}

/** Serves a package's own files, with the tag as the first script of every HTML page. */
export function servePackage(
  folders: Record<string, string>,
  files: Record<string, string | Answer>,
  tag: () => string,
): Promise<StaticServer> {
  return startStaticServer({
    folders,
    files,
    transform(_path, answer) {
      const isPage = answer.type === undefined ? true : answer.type.startsWith('text/html');
      const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
      if (!isPage || !/<head>/i.test(text)) return answer;
      return { ...answer, body: text.replace(/<head>/i, (head) => `${head}${tag()}`) };
    },
  });
}
