import { createHash } from 'node:crypto';

export const imageSize = { width: 1200, height: 675 } as const;

/** A picture of a story: hills in colours of its own, always the same for the same name. */
export function picture(name: string): string {
  const bytes = createHash('sha256').update(name).digest();
  const { width, height } = imageSize;
  const hue = (bytes[0] ?? 0) * 1.4;
  const hill = (layer: number): string => {
    const points = Array.from({ length: 9 }, (_, index) => {
      const y = height * (0.35 + layer * 0.17) + ((bytes[layer * 9 + index] ?? 0) / 255 - 0.5) * 150;
      return `${Math.round((index * width) / 8)},${Math.round(y)}`;
    });
    return (
      `<polygon fill="hsl(${Math.round(hue + layer * 14)} 45% ${62 - layer * 13}%)" points="0,${height} ` +
      `${points.join(' ')} ${width},${height}"/>`
    );
  };
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">` +
    `<rect width="${width}" height="${height}" fill="hsl(${Math.round(hue)} 60% 88%)"/>` +
    `<circle cx="${200 + (bytes[30] ?? 0) * 3}" cy="170" r="70" fill="hsl(${Math.round(hue + 40)} 80% 78%)"/>` +
    `${[0, 1, 2].map(hill).join('')}</svg>`
  );
}
