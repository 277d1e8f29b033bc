import { buildAll } from './build-all.ts';

/** `npm run build` */
await buildAll();
console.log('Built dist/snippet, dist/engine, build/chrome-mv3-prod and build/firefox-mv3-prod.');
