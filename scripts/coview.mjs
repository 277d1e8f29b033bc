#!/usr/bin/env node
import { tsImport } from 'tsx/esm/api';

/** `npx coview`: the command line is TypeScript, like everything else. */
await tsImport('./cli/coview.ts', import.meta.url);
