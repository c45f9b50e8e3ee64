/** How long from now: "in 4 min", "2 h ago". */
export function relative(epochMs: number, nowMs: number): string {
  const seconds = Math.round(Math.abs(epochMs - nowMs) / 1000);
  const [unit, size] =
    seconds < 90
      ? ['s', 1]
      : seconds < 5_400
        ? ['min', 60]
        : seconds < 129_600
          ? ['h', 3_600]
          : (['d', 86_400] as const);
  const amount = `${Math.round(seconds / size)} ${unit}`;
  return epochMs >= nowMs ? `in ${amount}` : `${amount} ago`;
}

export const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;
