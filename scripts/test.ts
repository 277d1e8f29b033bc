import { buildAll } from './build-all.ts';
import { ensureBrowsers } from './ensure-browsers.ts';
import { addProofs, type Proof, proveStatics, proveTests } from './proofs.ts';

/** `npm test`: sets up what it needs and proves everything. The last line is the sum. */
async function prove(): Promise<Proof> {
  await ensureBrowsers(['chromium', 'firefox']);
  await buildAll();
  let sum = await proveStatics();
  sum = addProofs(sum, await proveTests('unit'));
  return addProofs(sum, await proveTests('browser'));
}

const proof = await prove().catch((error: unknown) => {
  console.error(error);
  return { passed: 0, failed: 1 };
});
console.log(`${proof.passed} passed, ${proof.failed} failed`);
process.exit(proof.failed === 0 ? 0 : 1);
