import { join } from 'node:path';
import { buildSnippet } from './build-snippet.ts';
import { deploy } from './deploy/deploy.ts';
import { deployOptions } from './deploy/deploy-options.ts';
import { projectRoot } from './run-command.ts';

/** `npm run deploy -- [--name NAME] [--domain DOMAIN] [--dry-run]`; docs/deploy.md */
const options = deployOptions(process.argv.slice(2), process.env);
if ('fault' in options) {
  console.error(options.fault);
  process.exit(2);
}
console.log('Building ...');
await buildSnippet();
process.exit(await deploy(options, join(projectRoot, 'dist', 'snippet'), console.log));
