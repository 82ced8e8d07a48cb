import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { runProcess } from './childProcess';
import { PlainError } from './plainError';
import { outFolder, projectRoot } from './projectPaths';

/** Names a package that is there already, so that several runs share one. */
const packageVariable = 'FORECAST_EXPORTS_VSIX';

/**
 * Makes the package that users get, built for production, unless FORECAST_EXPORTS_VSIX names one.
 * @throws PlainError where vsce fails, with the last of what it said
 */
export async function packageExtension(): Promise<string> {
  const given = process.env[packageVariable];
  if (given !== undefined && given !== '') {
    return given;
  }
  const vsix = join(outFolder, 'forecast-exports.vsix');
  await mkdir(dirname(vsix), { recursive: true });
  const lines: string[] = [];
  const code = await runProcess(
    process.execPath,
    [
      join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce'),
      'package',
      '--no-dependencies',
      // There is no address that the README's links and pictures could be made to begin with.
      '--no-rewrite-relative-links',
      '--out',
      vsix,
    ],
    { cwd: projectRoot, onLine: line => lines.push(line) },
  );
  if (code !== 0) {
    const said = lines.filter(line => line.trim() !== '').slice(-4);
    throw new PlainError(`The extension could not be packaged: ${said.join(' ')}`);
  }
  process.env[packageVariable] = vsix;
  return vsix;
}

/** As `out/forecast-exports.vsix, 312 KB`. */
export async function describePackage(vsix: string): Promise<string> {
  return `${relative(projectRoot, vsix)}, ${Math.round((await stat(vsix)).size / 1024)} KB`;
}
