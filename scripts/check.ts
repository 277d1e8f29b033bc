import { addProofs, proveStatics, proveTests } from './proofs.ts';

/** `npm run check`: everything that needs no browser. */
const proof = addProofs(await proveStatics(), await proveTests('unit'));
console.log(`${proof.passed} passed, ${proof.failed} failed`);
process.exit(proof.failed === 0 ? 0 : 1);
