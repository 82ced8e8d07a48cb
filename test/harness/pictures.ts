import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import sharp from 'sharp';
import { openForecastExports } from './forecastExports';
import { runTool } from './plainError';
import { projectRoot } from './projectPaths';
import { scenes, type Scene } from './scenes';
import { themes, type Theme } from './workbench';

/** What the file of a theme ends in. */
const endings: Readonly<Record<Theme, string>> = {
  light: 'light',
  dark: 'dark',
  highContrast: 'hc',
  highContrastLight: 'hc-light',
};

/**
 * npm run pictures [-- NAME …]: the pictures of the README and the walkthrough, all or those named, from the newest
 * editor with the packaged extension.
 */
async function main(): Promise<number> {
  const names = process.argv.slice(2);
  for (const scene of scenes.filter(({ name }) => names.length === 0 || names.includes(name))) {
    await picture(scene);
  }
  return 0;
}

async function picture(scene: Scene): Promise<void> {
  const [first, ...others] = scene.themes;
  const app = await openForecastExports({
    which: 'new',
    connection: 'sample',
    viewport: scene.viewport ?? { width: 1000, height: 700 },
    deviceScaleFactor: scene.scale ?? 1.5,
    ...scene.options,
    settings: { 'workbench.colorTheme': themes[first].setting, ...scene.options?.settings },
  });
  try {
    await app.workbench.waitForTheme(first);
    await scene.prepare(app);
    for (const theme of [first, ...others]) {
      if (theme !== first) {
        await app.workbench.switchTheme(theme);
      }
      await app.workbench.rest();
      const unpose = await scene.pose?.(app);
      const file = join(projectRoot, 'media', scene.folder, `${scene.name}-${endings[theme]}.png`);
      await mkdir(dirname(file), { recursive: true });
      await app.workbench.picture(file, await scene.cut?.(app));
      await unpose?.();
      await writeFile(file, await withFewColors(await readFile(file)));
      console.log(`${relative(projectRoot, file)} ${((await stat(file)).size / 1024).toFixed(1)} KB`);
    }
  } finally {
    await app.close();
  }
}

/** A screenshot as a PNG of few colors, which is a third of the size. Grays stay gray: no color is mixed of dots. */
function withFewColors(screenshot: Buffer): Promise<Buffer> {
  return sharp(screenshot).png({ palette: true, quality: 80, effort: 10, dither: 0 }).toBuffer();
}

runTool(main);
