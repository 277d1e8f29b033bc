/** The tag for a site. `integrity`: of the loader, which is all that a browser compares. */
export function scriptTag(partyUrl: string, roomId: string, integrity?: string): string {
  const checked = integrity === undefined ? '' : ` integrity="${integrity}" crossorigin="anonymous"`;
  return `<script src="${partyUrl}/coview.js" data-room="${roomId}"${checked} async></script>`;
}

export async function loaderIntegrity(partyUrl: string): Promise<string> {
  const response = await fetch(`${partyUrl}/coview.js`, { cache: 'no-store' });
  if (!response.ok) throw new Error('The party serves no coview.js: run npm run build.');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', await response.arrayBuffer()));
  return `sha384-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * A line for the console of a page of the site. It asks what the snippet would ask, from where the snippet would ask it, and
 * says what is missing. The code that it gives is wrong on purpose: a wrong code is how the party says that all else is right.
 */
export function siteCheck(partyUrl: string, roomId: string): string {
  const body = `JSON.stringify({protocol:1,locator:'00'})`;
  return [
    `(async()=>{const say=(x)=>console.log('[coview check] '+x);`,
    `say(document.querySelector('script[data-room="${roomId}"]')?'The tag is on this page.':'The tag of this room is not on this page.');`,
    `say(typeof coview==='function'?'The snippet has loaded.':'The snippet has not loaded: does a Content-Security-Policy or a blocker keep it away?');`,
    `say(isSecureContext?'The page can be sealed.':'The page is on plain http: sessions work only where the room allows unsealed ones.');`,
    `try{const {error}=await(await fetch('${partyUrl}/parties/room/${roomId}/join',{method:'POST',body:${body}})).json();`,
    `say(error==='origin-refused'?'This origin is not on the list of the room: add '+location.origin:`,
    `error==='code-wrong'||!error?'The party takes sessions from this page.':'The party answers: '+error)}`,
    `catch{say('The party cannot be reached from this page: connect-src of its Content-Security-Policy needs ${partyUrl} and ${partyUrl.replace(/^http/, 'ws')}')}})()`,
  ].join('');
}
