/** Everything of the admin page comes from the party; nothing may frame it, and no script or style stands in the page itself. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Coview admin</title>
    <link rel="icon" href="/admin/icon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="/admin/main.css">
    <script type="module" src="/admin/main.js"></script>
  </head>
  <body><div id="admin"></div></body>
</html>
`;

/** The admin page. Its script and styles are files beside the snippet's. */
export function adminPage(): Response {
  return new Response(PAGE, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': POLICY,
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  });
}
