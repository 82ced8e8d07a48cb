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
      const groups = (await app.jobs.rows()).filter(row => row.level === 1);
      for (const group of groups.slice(0, 3)) {
        await app.jobs.expand(group.label);
      }
      await app.jobs.waitForRows('jobs', rows => rows.some(row => row.level === 2));
    },
    cut: () => Promise.resolve({ x: 0, y: 0, width: 760, height: 640 }),
  },
];
