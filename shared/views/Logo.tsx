/** Two panes that share a part: the customer's behind, the agent's in front. */
export function Logo({ sizePx }: { sizePx: number }) {
  return (
    <svg class="logo" width={sizePx} height={sizePx} viewBox="0 0 64 64" aria-hidden="true">
      <rect x="4" y="5" width="40" height="36" rx="9" class="logo-customer" />
      <rect x="20" y="23" width="40" height="36" rx="9" class="logo-agent" />
      <path d="M29 23h15v9a9 9 0 0 1-9 9H20v-9a9 9 0 0 1 9-9z" class="logo-shared" />
    </svg>
  );
}
