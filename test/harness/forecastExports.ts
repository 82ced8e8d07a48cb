import { startEditor, type Editor, type EditorOptions } from './editor';
import { editorNames, type EditorName } from './editorPackage';
import { packageExtension } from './extensionPackage';
import { PlainError } from './plainError';
import type { TreeView } from './treeView';
import type { Workbench } from './workbench';
import { openWorkbench, type WorkbenchOptions } from './workbench';

/** What the activity bar and the title of the view say. */
export const containerTitle = 'Forecast Exports';
export const viewName = 'Forecast Exports';

export interface ForecastExportsOptions
  extends Omit<EditorOptions, 'which' | 'vsix'>, Omit<WorkbenchOptions, 'url' | 'exposed'> {
  /** By default the one that EDITOR_UNDER_TEST names. */
  readonly which?: EditorName;
  /** `sample` sets FORECAST_EXPORTS_CONNECTION; `none`, the default, leaves the choice to the user. */
  readonly connection?: 'sample' | 'environment' | 'none';
}

/** The packaged extension in a real editor, in a real browser. */
export interface ForecastExports {
  readonly editor: Editor;
  readonly workbench: Workbench;
  /** The view of the export jobs. */
  readonly jobs: TreeView;
  /** Opens the extension's container in the activity bar. */
  openView(): Promise<void>;
  /** Closes browser and editor. */
  close(): Promise<void>;
}

/** Starts the editor under test with the packaged extension, as a user has it, and opens its window. */
export async function openForecastExports(options: ForecastExportsOptions = {}): Promise<ForecastExports> {
  const { connection = 'none' } = options;
  const editor = await startEditor({
    ...options,
    which: options.which ?? editorUnderTest(),
    vsix: await packageExtension(),
    env: {
      ...(connection === 'none' ? {} : { FORECAST_EXPORTS_CONNECTION: connection }),
      ...options.env,
    },
  });
  try {
    const workbench = await openWorkbench(editor, options);
    return {
      editor,
      workbench,
      jobs: workbench.tree(viewName),
      openView: () => workbench.openContainer(containerTitle),
      async close() {
        await workbench.close();
        await editor.stop();
      },
    };
  } catch (error) {
    await editor.stop();
    throw error;
  }
}

/** EDITOR_UNDER_TEST, `new` where it is not set. */
export function editorUnderTest(): EditorName {
  const name = process.env['EDITOR_UNDER_TEST'] ?? 'new';
  const found = editorNames.find(known => known === name);
  if (!found) {
    throw new PlainError(`EDITOR_UNDER_TEST is ${name}; it can be ${editorNames.join(' or ')}`);
  }
  return found;
}
