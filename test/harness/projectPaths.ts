import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the repository, whether this code runs from out/ or from test/harness. */
export const projectRoot = findProjectRoot(__dirname);

/** Editors and browsers fetched from npm; git-ignored, where VS Code's own test tools keep theirs too. */
export const fetchedFolder = join(projectRoot, '.vscode-test');

/** What a run leaves for people to look at: results, logs, pictures of failures. */
export const outFolder = join(projectRoot, 'out');

/** The folder of the harness' own files (lockfiles, the stand-in for the log module). */
export const harnessFolder = join(projectRoot, 'test', 'harness');

function findProjectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'esbuild.js')) && existsSync(join(folder, 'package.json'))) {
      return folder;
    }
    if (dirname(folder) === folder) {
      throw new Error(`${start} is not in the folder of the project`);
    }
  }
}
