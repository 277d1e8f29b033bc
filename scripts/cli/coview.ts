import { runCli } from './run-cli.ts';

process.exitCode = await runCli(process.argv, {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
