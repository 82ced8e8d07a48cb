import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from '../harness/childProcess';
import { outFolder, projectRoot } from '../harness/projectPaths';

/** The title of its container and of its view. */
export const bareView = 'Bare Rows';
export const bareId = 'bench.bare';

const manifest = {
  name: 'bare',
  displayName: bareView,
  description: 'The bare minimum.',
  version: '1.0.0',
  publisher: 'bench',
  engines: { vscode: '^1.100.0' },
  main: './extension.js',
  activationEvents: ['onStartupFinished'],
  contributes: {
    viewsContainers: { activitybar: [{ id: 'bareRows', title: bareView, icon: '$(list-tree)' }] },
    views: { bareRows: [{ id: 'bareRows.view', name: bareView }] },
  },
};

/** Rows that are there already, drawn when the view first asks: nothing else that an activation could wait for. */
const code = `
exports.activate = () => {
  const vscode = require('vscode');
  const rows = Array.from({ length: 120 }, (_, i) => 'Row ' + i);
  vscode.window.registerTreeDataProvider('bareRows.view', {
    getChildren: row => (row === undefined ? ['Group'] : row === 'Group' ? rows : []),
    getTreeItem: row => new vscode.TreeItem(row, row === 'Group' ? 2 : 0),
  });
};
`;

/** Makes the package of an extension that does next to nothing: what no extension with rows can be faster than. */
export async function bareExtension(): Promise<string> {
  const folder = join(outFolder, 'bare');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), code);
  await writeFile(join(folder, 'README.md'), manifest.description);
  const vsix = join(folder, 'bare.vsix');
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const code_ = await runProcess(process.execPath, [vsce, 'package', ...options], { cwd: folder });
  if (code_ !== 0) {
    throw new Error('the bare extension could not be packaged');
  }
  return vsix;
}
