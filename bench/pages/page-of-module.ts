import { fileURLToPath } from 'node:url';
import { bundleForPage } from '../../e2e/page-bundle.ts';

/** An empty page that runs one module of this folder. */
export async function pageOfModule(file: string): Promise<string> {
  const script = await bundleForPage(fileURLToPath(new URL(file, import.meta.url)), 'benchPage');
  // A closing tag inside the script would end it.
  const safe = script.replaceAll('</script', '<\\/script');
  return `<!doctype html><html lang="en"><head><title>${file}</title></head><body><script>${safe}</script></body></html>`;
}
