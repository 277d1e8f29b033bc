import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../e2e/wait-for.ts';
import { apiClient } from '../shared/api/api-client.ts';
import { checkPass } from '../shared/protocol/http.ts';
import { type Pass, parsePass } from '../shared/protocol/pass.ts';
import { type AdminLab, openAdminLab } from './testing/admin-lab.ts';

let lab: AdminLab;

beforeAll(async () => {
  lab = await openAdminLab();
});

afterAll(() => lab?.close());

test('the first admin comes in by the setup secret, and keeps a token', async () => {
  const { untilText, fill, press, look, textIn, page } = lab;
  await untilText('Set up this party');
  await look('setup');
  await fill('Setup secret', 'setup-guess');
  await fill('Your name', 'Ana Admin');
  await press('Set up');
  await untilText('That is not the setup secret.');
  await look('setup-refused');
  await fill('Setup secret', /setup-[\w-]{24}/.exec(lab.party.output())?.[0] ?? '');
  await press('Set up');
  await untilText('Keep your admin token');
  await look('keep-token');
  const token = await textIn('Admin token');
  await expect(apiClient(lab.party.url, token).call('listTokens')).resolves.toMatchObject({
    items: [{ name: 'Ana Admin' }],
  });
  await press('I have kept it');
  await untilText('No rooms yet');
  await look('rooms-empty');
  expect(page.url()).not.toContain(token);
});

test('a room: what is wrong is said beside its field, and nothing is lost', async () => {
  const { untilText, fill, press, look, textIn, follow } = lab;
  await press('New room');
  await fill('Name', 'Fern & Fell');
  await fill('Sites', 'https://shop.example/path');
  await press('Make the room');
  await untilText('Must be an origin');
  await look('room-refused');
  expect(await textIn('Name')).toBe('Fern & Fell');
  await fill('Sites', 'https://shop.example');
  await press('Make the room');
  await untilText('Test my site');
  await look('site');
  await follow('Rooms');
  await untilText('https://shop.example');
  await look('rooms');
  await follow('Fern & Fell');
  await untilText('Test my site');
});

async function passShown(): Promise<Pass> {
  await lab.untilText('Pass, shown this once');
  const shown = parsePass(await lab.textIn('Pass, shown this once'));
  if (!shown.ok) throw new Error(shown.fault);
  return shown.pass;
}

test('passes: shown once, good at once, worthless as soon as they are revoked', async () => {
  const { untilText, fill, press, look, follow } = lab;
  await follow('Agents');
  await untilText('Nobody has a pass yet');
  await look('passes-empty');
  await press('New pass');
  await fill('Agent', 'Ben');
  await look('pass-new');
  await press('Make the pass');
  const ben = await passShown();
  expect(await checkPass(ben)).toMatchObject({ ok: true, answer: { agentName: 'Ben', roomName: 'Fern & Fell' } });
  await look('pass-made');
  await press('Done');
  expect(await lab.page.content()).not.toContain('coview-pass-');
  await press('New pass');
  await fill('Agent', 'Cleo');
  await lab.page.select('::-p-aria([name="Good for"])', '30');
  await press('Make the pass');
  await untilText('Pass of Cleo');
  // The key is the room's: what was sealed for one agent opens to the other.
  expect((await passShown()).roomKey).toBe(ben.roomKey);
  await untilText('Valid until');
  await press('Revoke the pass of Ben');
  await untilText('This cannot be undone.');
  await look('pass-revoking');
  await press('Revoke');
  await untilText('Revoked');
  expect(await checkPass(ben)).toEqual({ ok: false, fault: 'pass-invalid' });
  await look('passes');
});

test('a browser without the key of the room asks for a pass before it makes another', async () => {
  const { untilText, fill, press, look, page } = lab;
  const { roomKey } = await passShown();
  const known = await lab.textIn('Pass, shown this once');
  await page.evaluate('localStorage.clear()');
  await page.reload();
  await untilText('Cleo');
  await press('New pass');
  await fill('Agent', 'Dora');
  await fill('Another pass of this room', 'something else');
  await press('Make the pass');
  await untilText('What you pasted is no pass of this room.');
  await look('pass-without-key');
  await fill('Another pass of this room', known);
  await press('Make the pass');
  await untilText('Pass of Dora');
  expect((await passShown()).roomKey).toBe(roomKey);
});

test('the policy is saved together; what is refused is marked', async () => {
  const { untilText, fill, press, look, page, follow } = lab;
  await follow('Policy');
  await untilText('Everything is saved');
  await look('policy');
  await fill('Pictures and fonts from', 'cdn');
  await fill('Mask', '.iban');
  await fill('Colour', 'teal');
  await page.select('::-p-aria([name="Record sessions"])', 'on');
  await untilText('Not saved yet');
  await press('Save');
  await untilText('Must be an origin');
  await look('policy-refused');
  await untilText('Must be #rrggbb.');
  await fill('Colour', '#0f6b59');
  // By the keyboard: the bar with Save may lie over what a pointer would click.
  for (const language of ['French', 'German'])
    await (await page.waitForSelector(`::-p-aria([name="${language}"][role="checkbox"])`))?.press('Space');
  await page.waitForSelector('option[value="de"]');
  await page.select('::-p-aria([name="For everybody else"])', 'de');
  await fill('Name for customers', 'Fern & Fell, Leeds');
  await fill('Pictures and fonts from', 'https://cdn.example');
  await press('Save');
  await untilText('Everything is saved');
  const token = String(await page.evaluate("sessionStorage.getItem('coview-admin-token')"));
  const { items } = await apiClient(lab.party.url, token).call('listRooms');
  expect(items[0]).toMatchObject({
    assetOrigins: ['https://cdn.example'],
    branding: { name: 'Fern & Fell, Leeds', colour: '#0f6b59', logo: null },
    languages: ['de', 'fr'],
    policy: { recording: 'on', privacyFloor: { mask: ['.iban'] }, agentsMay: ['point'] },
  });
});

test('by keyboard: the bars above and below never lie over what has the focus', async () => {
  const { fill, untilText, page } = lab;
  await page.setViewport({ width: 1200, height: 500 });
  await fill('Name for customers', 'Fern');
  await untilText('Not saved yet');
  await page.focus('main input');
  const covered: string[] = [];
  for (let count = 0; count < 30; count++) {
    await page.keyboard.press('Tab');
    // What is taller than the room between the bars is seen where it begins.
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return '';
      const { x, y, height } = element.getBoundingClientRect();
      const above = document.elementFromPoint(x + 4, y + Math.min(height, 40) / 2);
      const isSeen = element.contains(above) || above?.closest('label')?.contains(element);
      return isSeen ? 'seen' : element.outerHTML.slice(0, 80);
    });
    if (focused !== 'seen') covered.push(focused);
  }
  expect(covered).toEqual([]);
  await page.reload();
});

test('sessions and recordings say that there are none, and what to do', async () => {
  const { untilText, look, follow } = lab;
  await follow('Sessions');
  await untilText('No session goes on');
  await look('sessions-empty');
  await follow('Recordings');
  await untilText('Nothing is recorded yet');
  await look('recordings-empty');
});

test('the audit log: who did what, the chain, the export', async () => {
  const { untilText, press, look, page, follow } = lab;
  await follow('Audit log');
  await untilText('changed a room');
  await press('Check the chain');
  await untilText('The chain is whole: 7 entries');
  await look('audit');
  await page.evaluate(`
    globalThis.exported = new Promise((resolve) => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { resolve(blob.text()); return make.call(URL, blob); };
    });
    'listening';
  `);
  await press('Export');
  const lines = String(await page.evaluate('exported'));
  expect(lines.trim().split('\n')).toHaveLength(7);
  expect(JSON.parse(lines.split('\n')[0] ?? '')).toMatchObject({ index: 1, action: 'setup.done' });
});

test('a deleted room is gone', async () => {
  const { untilText, press, follow } = lab;
  await follow('Rooms');
  await follow('Fern & Fell');
  await follow('Policy');
  await press('Delete the room Fern & Fell');
  await untilText('Its sessions end now');
  await press('Delete');
  await untilText('No rooms yet');
});

test('another admin signs in; the last token cannot be deleted', async () => {
  const { untilText, fill, press, look, page, textIn, follow } = lab;
  await follow('Admins');
  await untilText('Ana Admin');
  await press('Delete the token of Ana Admin');
  await press('Delete');
  await untilText('This is the last admin token.');
  await press('New admin');
  await fill('Name', 'Ben Boss');
  await press('Make the token');
  await untilText('Admin token of Ben Boss');
  await look('admins');
  const token = await textIn('Admin token, shown this once');
  await press('Sign out');
  await untilText('With your admin token');
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
  await fill('Admin token', 'admin-wrong.wrong');
  await press('Sign in');
  await untilText('That is not an admin token of this party');
  await look('sign-in-refused');
  await fill('Admin token', token);
  await press('Sign in');
  await untilText('Ben Boss');
  await page.reload();
  await untilText('Ben Boss');
});

test('by keyboard alone: a room is made, and a dialog gives the focus back', async () => {
  const { untilText, page } = lab;
  const focused = () => page.evaluate('document.activeElement?.innerText ?? ""');
  await page.goto(`${lab.party.url}/admin#/rooms`);
  await untilText('No rooms yet');
  const tabTo = (name: string) =>
    waitFor(`the focus on ${name}`, async () => {
      if ((await focused()) === name) return true;
      await page.keyboard.press('Tab');
      return (await focused()) === name;
    });
  await tabTo('New room');
  await page.keyboard.press('Enter');
  await waitFor('the dialog', () => page.$('dialog[open]'));
  await page.keyboard.press('Escape');
  await waitFor('the focus back', async () => (await focused()) === 'New room');
  await page.keyboard.press('Enter');
  await waitFor('the dialog', () => page.$('dialog[open]'));
  await page.keyboard.type('Keys only');
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://keys.example');
  await tabTo('Make the room');
  await page.keyboard.press('Enter');
  await untilText('Test my site');
  await waitFor('the focus on the title', async () => (await focused()) === 'Keys only');
});

test('no other page frames it, adds a script or takes its opener', async () => {
  const { headers } = await fetch(`${lab.party.url}/admin`);
  const policy = headers.get('content-security-policy');
  expect(policy).toMatch(/default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/);
  expect(policy).not.toContain('unsafe');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  // The control: the policy holds in this page, against what an injected text would do.
  const outcome = await lab.page.evaluate(`
    const said = [];
    addEventListener('securitypolicyviolation', (event) => said.push(event.effectiveDirective));
    try { document.body.innerHTML = '<img src=x onerror=alert(1)>'; } catch { said.push('refused'); }
    const script = document.createElement('script');
    try { script.text = 'window.injected = true'; } catch { said.push('refused'); }
    fetch('https://elsewhere.example/').catch(() => said.push('not sent')).then(() => [window.injected ?? 'not run', said]);
  `);
  expect(outcome).toEqual(['not run', expect.arrayContaining(['refused', 'not sent'])]);
});

test('nothing that the page does by itself is against its own policy', () => {
  const own = lab.complaints.filter((text) => !/elsewhere[.]example|TrustedHTML|TrustedScript/.test(text));
  expect(own).toEqual([]);
});
