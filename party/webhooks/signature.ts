const PREFIX = 'whsec_';

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** A secret as the Standard Webhooks scheme writes it. */
export function newWebhookSecret(): string {
  return PREFIX + base64(crypto.getRandomValues(new Uint8Array(32)));
}

/** The headers of one attempt by the Standard Webhooks scheme. The time is signed too, so that an old one cannot be sent again. */
export async function signedHeaders(
  secret: string,
  messageId: string,
  body: string,
  now: number,
): Promise<Record<string, string>> {
  const bytes = Uint8Array.from(atob(secret.slice(PREFIX.length)), (char) => char.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const timestamp = String(Math.floor(now / 1000));
  const signed = new TextEncoder().encode(`${messageId}.${timestamp}.${body}`);
  const signature = base64(new Uint8Array(await crypto.subtle.sign('HMAC', key, signed)));
  return {
    'content-type': 'application/json',
    'webhook-id': messageId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
