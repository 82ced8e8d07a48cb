import { readable, rgbaOf } from '../contrast';
import type { ChartColors } from '../fanSvg';

/** What the editor's theme says just now. */
export interface Theme {
  readonly colors: ChartColors;
  readonly font: string;
}

export function currentTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const variable = (...names: readonly string[]) =>
    names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '');
  const { classList } = document.body;
  const isHighContrast =
    classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  const background = variable('editor-background') ?? '#ffffff';
  const foreground = variable('editor-foreground', 'foreground') ?? '#000000';
  const told = (color: string) => toldFrom(background, color, foreground);
  return {
    colors: {
      background,
      foreground,
      // Lines in the color of the text would stand before the data.
      grid: isHighContrast
        ? '#7f7f7f'
        : (variable('editorIndentGuide-background1', 'charts-lines') ?? '#80808080'),
      this: told(variable('charts-blue') ?? '#1a85ff'),
      // The theme's orange may be that of a mark behind text, of which two thirds are transparent.
      other: told(variable('charts-yellow') ?? '#d18616'),
    },
    font: variable('font-family') ?? 'sans-serif',
  };
}

const canvas = document.createElement('canvas').getContext('2d');

/** The color, or one near to it that can be told from the background. */
function toldFrom(background: string, color: string, text: string): string {
  const [ground, wanted, last] = [background, color, text].map(one => {
    // Whatever notation it is in, a canvas gives it back in one of two.
    if (canvas) {
      canvas.fillStyle = one;
    }
    const style = canvas?.fillStyle;
    return typeof style === 'string' ? rgbaOf(style) : undefined;
  });
  return ground && wanted && last ? `rgb(${readable(wanted, ground, last).slice(0, 3).join(', ')})` : color;
}

/** A color as a tint for areas, whatever notation the theme has it in. */
export function tint(color: string, percent: number): string {
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

/** Tells when the editor's theme was changed: it then sets classes and variables of the page. */
export function onThemeChange(listener: () => void): void {
  let isTold = false;
  const observer = new MutationObserver(() => {
    if (!isTold) {
      isTold = true;
      requestAnimationFrame(() => {
        isTold = false;
        listener();
      });
    }
  });
  observer.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
}
