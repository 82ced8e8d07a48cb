import type { TreeRow } from './treeView';
import type { ForecastExports, ForecastExportsOptions } from './forecastExports';

/** A picture of the README. A new one is a new entry of `scenes`. */
export interface Scene {
  /** The file is `NAME-light.png` and `NAME-dark.png`. */
  readonly name: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** What to start with; sample data by default. */
  readonly options?: Partial<ForecastExportsOptions>;
  /** Brings the window to what shall be seen. */
  readonly prepare: (app: ForecastExports) => Promise<void>;
  /** The part of the window to keep, in CSS pixels; all of it by default. */
  readonly cut?: (app: ForecastExports) => Promise<{ x: number; y: number; width: number; height: number }>;
}

export const scenes: readonly Scene[] = [
  {
    name: 'jobs',
    async prepare(app) {
      await app.openView();
      await app.jobs.waitForRows('groups', rows => rows.some(row => row.level === 1));
      await app.workbench.resizeSidebar(380);
      await app.jobs.collapse('Failed');
      await app.jobs.collapse('Deletion Failed');
      const isActive = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';
      await app.jobs.waitForRow(isActive);
      await app.jobs.click(isActive);
      await app.workbench.runCommand('Forecast Exports: Show Details');
      await app.workbench.page.getByText('Destination').first().waitFor();
      await app.jobs.waitForRow(isActive);
    },
    cut: () => Promise.resolve({ x: 0, y: 0, width: 1000, height: 560 }),
  },
];
