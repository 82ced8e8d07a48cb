import type { ChartColors } from '../fanSvg';

/** What the editor's theme says just now. */
export interface Theme {
  readonly colors: ChartColors;
  readonly font: string;
  /** Bands get edges, as their tint alone is too faint. */
  readonly isHighContrast: boolean;
}

export function currentTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const variable = (...names: readonly string[]) =>
    names.map(name => style.getPropertyValue(`--vscode-${name}`).trim()).find(value => value !== '');
  const { classList } = document.body;
  const isHighContrast =
    classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light');
  return {
    colors: {
      background: variable('editor-background') ?? '#ffffff',
      foreground: variable('editor-foreground', 'foreground') ?? '#000000',
      // Lines in the color of the text would stand before the data.
      grid: isHighContrast
        ? '#7f7f7f'
        : (variable('editorIndentGuide-background1', 'charts-lines') ?? '#80808080'),
      this: variable('charts-blue') ?? '#1a85ff',
      other: variable('charts-orange') ?? '#d18616',
    },
    font: variable('font-family') ?? 'sans-serif',
    isHighContrast,
  };
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
