import { PreviewFrame } from './previewFrame';
import type { TreeRow } from './treeView';
import type { ForecastExports, ForecastExportsOptions } from './forecastExports';
import type { Theme } from './workbench';

/** A picture of the README or the walkthrough. A new one is a new entry of `scenes`. */
export interface Scene {
  /** The file is `NAME-light.png`, `NAME-dark.png`, `NAME-hc.png`, `NAME-hc-light.png`. */
  readonly name: string;
  /** Below media/. */
  readonly folder: 'pictures' | 'walkthrough';
  readonly themes: readonly [Theme, ...Theme[]];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Pixels of the picture for each of the window's; 1.5 by default. */
  readonly scale?: number;
  /** What to start with; sample data by default. */
  readonly options?: Partial<ForecastExportsOptions>;
  /** Brings the window to what shall be seen. */
  readonly prepare: (app: ForecastExports) => Promise<void>;
  /** What a change of the theme ends, as a menu; done for each picture. Answers how to end it. */
  readonly pose?: (app: ForecastExports) => Promise<() => Promise<void>>;
  /** The part of the window to keep, in CSS pixels; all of it by default. */
  readonly cut?: (app: ForecastExports) => Promise<{ x: number; y: number; width: number; height: number }>;
}

const isActive = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-pass';

/** What all pictures of the walkthrough have in common: the sidebar, as large as the step shows it. */
const ofWalkthrough = {
  folder: 'walkthrough',
  themes: ['light', 'dark', 'highContrast', 'highContrastLight'],
  viewport: { width: 700, height: 560 },
  scale: 1.25,
  cut: () => Promise.resolve({ x: 4, y: 34, width: 404, height: 312 }),
} as const;

async function showTree(app: ForecastExports, width: number): Promise<void> {
  await app.openView();
  await app.jobs.waitForRows('groups', rows => rows.some(row => row.level === 1));
  await app.workbench.resizeSidebar(width);
}

export const scenes: readonly Scene[] = [
  {
    name: 'jobs',
    folder: 'pictures',
    themes: ['light', 'dark'],
    async prepare(app) {
      await showTree(app, 380);
      await app.jobs.collapse('Failed');
      await app.jobs.collapse('Deletion Failed');
      await app.jobs.waitForRow(isActive);
      await app.jobs.click(isActive);
      await app.workbench.runCommand('Forecast Exports: Show Details');
      await app.workbench.page.getByText('Destination').first().waitFor();
      await app.jobs.waitForRow(isActive);
    },
    cut: () => Promise.resolve({ x: 0, y: 0, width: 1000, height: 560 }),
  },
  {
    name: 'data',
    folder: 'pictures',
    themes: ['light', 'dark'],
    viewport: { width: 1100, height: 720 },
    async prepare(app) {
      await showTree(app, 300);
      for (const group of ['In Progress', 'Pending', 'Failed', 'Deletion Failed']) {
        await app.jobs.collapse(group);
      }
      const isOfGrid = (row: TreeRow) => isActive(row) && row.description.startsWith('grid_load');
      await app.jobs.expand(isOfGrid);
      await app.jobs.inlineAction(isOfGrid, 'Preview Exported Data');
      const preview = new PreviewFrame(app.workbench.actions);
      await preview.waitForRows();
      const [item = ''] = await preview.cells('rows', 0);
      await preview.showItem(item);
    },
  },
  {
    ...ofWalkthrough,
    name: 'connect',
    options: { connection: 'none' },
    async prepare(app) {
      await app.openView();
      await app.workbench.resizeSidebar(360);
      await app.jobs.welcome();
    },
  },
  {
    ...ofWalkthrough,
    name: 'read',
    async prepare(app) {
      await showTree(app, 360);
      await app.jobs.collapse('Failed');
      await app.jobs.collapse('Deletion Failed');
      await app.jobs.waitForRow(isActive);
    },
  },
  {
    ...ofWalkthrough,
    name: 'follow',
    async prepare(app) {
      await showTree(app, 360);
      await app.jobs.collapse('Failed');
      await app.jobs.collapse('Deletion Failed');
      const isRunning = (row: TreeRow) => row.level === 2 && row.icon === 'codicon-sync';
      const menu = await app.jobs.contextMenu(isRunning);
      await menu.choose('Follow');
      await app.workbench.statusBar.waitFor(/1 export running/);
      // So that tree and status bar are seen together.
      await app.workbench.page.setViewportSize({ width: 700, height: 380 });
    },
    cut: () => Promise.resolve({ x: 0, y: 34, width: 408, height: 346 }),
  },
  {
    ...ofWalkthrough,
    name: 'open',
    async prepare(app) {
      await showTree(app, 360);
      await app.jobs.collapse('Failed');
      await app.jobs.collapse('Deletion Failed');
      await app.jobs.collapse('Pending');
      await app.jobs.collapse('In Progress');
      await app.jobs.waitForRow(isActive);
    },
    async pose(app) {
      const menu = await app.jobs.contextMenu(isActive);
      await menu.titles();
      return () => menu.dismiss();
    },
    cut: () => Promise.resolve({ x: 4, y: 34, width: 404, height: 440 }),
  },
];
