import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageExtension } from '../harness/extensionPackage';
import { projectRoot } from '../harness/projectPaths';
import { bareExtension } from './bareExtension';
import type { Cell, Table } from './table';

/** What users download, beside the least that a package can be and what npm installs for the SDK's three clients. */
export async function packageTable(): Promise<Table> {
  const modules = join(projectRoot, 'node_modules');
  return {
    title: 'The package',
    columns: ['what', 'KB', 'files'],
    rows: [
      await packageRow('forecast-exports.vsix', await packageExtension()),
      await packageRow('the package of an empty extension', await bareExtension()),
      [
        '@aws-sdk and @smithy as npm installs them',
        ...(await folderSize([join(modules, '@aws-sdk'), join(modules, '@smithy')])),
      ],
    ],
  };
}

async function packageRow(what: string, vsix: string): Promise<Cell[]> {
  const zip = await readFile(vsix);
  // The number of files stands in the last record of a ZIP file.
  return [what, zip.length / 1024, zip.readUInt16LE(zip.lastIndexOf('PK\x05\x06') + 10)];
}

async function folderSize(folders: readonly string[]): Promise<[number, number]> {
  const files = (
    await Promise.all(folders.map(folder => readdir(folder, { recursive: true, withFileTypes: true })))
  )
    .flat()
    .filter(entry => entry.isFile());
  const sizes = await Promise.all(
    files.map(async file => (await stat(join(file.parentPath, file.name))).size),
  );
  return [sizes.reduce((sum, size) => sum + size, 0) / 1024, files.length];
}
