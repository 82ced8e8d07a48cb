/** Red, green and blue from 0 to 255, and how opaque: 0 to 1. */
export type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** What has to be told from its ground to be understood needs that much by WCAG 1.4.11. */
export const leastContrast = 3;

/** Reads what a canvas makes of a color: `#rrggbb` or `rgba(r, g, b, a)`; undefined for any other notation. */
export function rgbaOf(color: string): Rgba | undefined {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  const parts = hex
    ? hex.slice(1).map(part => parseInt(part, 16))
    : /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(color)?.slice(1).map(Number);
  const [red, green, blue, alpha] = parts ?? [];
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [red, green, blue, alpha === undefined || Number.isNaN(alpha) ? 1 : alpha];
}

/** A color with as much of another one below it as shows through. */
export function laidOver([red, green, blue, alpha]: Rgba, ground: Rgba): Rgba {
  const over = (part: number, below: number) => Math.round(part * alpha + below * (1 - alpha));
  return [over(red, ground[0]), over(green, ground[1]), over(blue, ground[2]), 1];
}

/** From 1 to 21, by WCAG. Both are opaque. */
export function contrast(a: Rgba, b: Rgba): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/**
 * The color itself where it can be told from the ground; else the one nearest to it that can, on the way to the color
 * of the text. Themes have colors for charts that are half transparent or nearly that of the ground.
 */
export function readable(color: Rgba, ground: Rgba, text: Rgba): Rgba {
  for (let share = 0; share <= 1; share += 0.1) {
    const mixed = laidOver([text[0], text[1], text[2], share], laidOver(color, ground));
    if (contrast(mixed, ground) >= leastContrast) {
      return mixed;
    }
  }
  return text;
}

function luminance([red, green, blue]: Rgba): number {
  const [r = 0, g = 0, b = 0] = [red, green, blue].map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
