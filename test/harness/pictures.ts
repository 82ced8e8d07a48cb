import { mkdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openForecastExports } from './forecastExports';
import { runTool } from './plainError';
import { projectRoot } from './projectPaths';
import { scenes } from './scenes';
import { themes, type Theme } from './workbench';

const pictureFolder = join(projectRoot, 'media', 'pictures');
const pictureThemes: readonly Theme[] = ['light', 'dark'];

/** npm run pictures: the README's pictures, light and dark, from the newest editor with the packaged extension. */
async function main(): Promise<number> {
  await mkdir(pictureFolder, { recursive: true });
  for (const scene of scenes) {
    for (const theme of pictureThemes) {
      const app = await openForecastExports({
        which: 'new',
        connection: 'sample',
        viewport: scene.viewport ?? { width: 1000, height: 700 },
        deviceScaleFactor: 1.5,
        ...scene.options,
        settings: { 'workbench.colorTheme': themes[theme].setting, ...scene.options?.settings },
      });
      try {
        await app.workbench.waitForTheme(theme);
        await scene.prepare(app);
        const file = join(pictureFolder, `${scene.name}-${theme}.png`);
        await app.workbench.picture(file, await scene.cut?.(app));
        console.log(`${relative(projectRoot, file)} ${Math.round((await stat(file)).size / 1024)} KB`);
      } finally {
        await app.close();
      }
    }
  }
  return 0;
}

runTool(main);
