const LAST_ORDER_HOUR = 16;

/** The time left until today's parcels leave, counted down every second. */
export function runDispatchCountdown(): void {
  const places = document.querySelectorAll('[data-dispatch-countdown]');
  if (places.length === 0) return;
  const tick = () => {
    const text = countdownText(new Date());
    for (const place of places) place.textContent = text;
  };
  tick();
  setInterval(tick, 1000);
}

function countdownText(now: Date): string {
  const end = new Date(now);
  end.setHours(LAST_ORDER_HOUR, 0, 0, 0);
  if (end <= now) end.setDate(end.getDate() + 1);
  const seconds = Math.floor((end.getTime() - now.getTime()) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
