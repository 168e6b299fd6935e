// Colours as numbers. In: what getComputedStyle gives. Out: contrast and likeness. Pure.

/** Red, green, blue, alpha in 0–1, or null where nothing is painted. */
function channels(colour) {
  const numbers = (colour ?? "").match(/[\d.]+(?:e-?\d+)?%?/g)?.map(Number.parseFloat);
  if (!numbers || !/^(rgb|color)/.test(colour)) return null;
  const [red, green, blue, alpha = 1] = numbers;
  const whole = colour.startsWith("rgb") ? 255 : 1;
  return alpha === 0 ? null : [red / whole, green / whole, blue / whole, alpha];
}

/** Relative luminance as WCAG defines it. */
function luminance(colour) {
  const parts = channels(colour);
  if (!parts) return null;
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours, 1–21; 1 where one of them paints nothing. */
export function contrast(a, b) {
  const [one, two] = [luminance(a), luminance(b)];
  if (one === null || two === null) return 1;
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

/** Two paints that a reader cannot tell apart by lightness alone. */
const samePaint = (a, b) => {
  const [one, two] = [luminance(a), luminance(b)];
  if (one === null || two === null) return one === two;
  return contrast(a, b) < 1.25;
};

/** Two marks that lightness, outline, shape and the lines upon them do not tell apart. */
export function alike(a, b) {
  return samePaint(a.fill, b.fill) && samePaint(a.stroke, b.stroke) && a.shape === b.shape && a.lines === b.lines;
}

/** Two marks that are painted the same: nobody meant them to differ. */
export function same(a, b) {
  return ["fill", "stroke", "shape", "lines"].every((part) => a[part] === b[part]);
}
