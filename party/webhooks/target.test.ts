import { expect, test } from 'vitest';
import { targetFault } from './target.ts';

const INNER = [
  'https://localhost/x',
  'https://a.localhost./',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://0.0.0.0/',
  'https://10.0.0.1/',
  'https://172.16.3.4/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/latest/meta-data',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://intranet/',
  'https://db.internal/',
  'https://printer.local/',
  'http://hooks.example.com/',
  'http://127.0.0.1:8080/',
];

test.each(INNER)('refused, but for a party that is self-hosted: %s', (address) => {
  expect(targetFault(address, false)).toMatch(/[.]$/);
  expect(targetFault(address, true)).toBeUndefined();
});

test.each(['https://hooks.example.com/a?b=c', 'https://93.184.216.34:8443/', 'https://[2606:4700::1111]/'])(
  'taken: %s',
  (address) => expect(targetFault(address, false)).toBeUndefined(),
);

test.each(['ftp://hooks.example.com/', 'file:///etc/passwd', 'https://ana:secret@hooks.example.com/', 'hooks'])(
  'refused everywhere: %s',
  (address) => expect([targetFault(address, false), targetFault(address, true)]).not.toContain(undefined),
);
