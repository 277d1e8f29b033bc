import { fileURLToPath } from 'node:url';
import { bundleForPage } from '../../e2e/page-bundle.ts';

/** A module of this folder as a script that has run when it has been put into a page. */
export function scriptOfModule(file: string): Promise<string> {
  return bundleForPage(fileURLToPath(new URL(file, import.meta.url)), 'benchPage');
}

/** An empty page that runs one module of this folder. */
export async function pageOfModule(file: string): Promise<string> {
  // A closing tag inside the script would end it.
  const script = (await scriptOfModule(file)).replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en"><head><title>${file}</title></head><body><script>${script}</script></body></html>`;
}
