// Builds dist/ (what the package holds) and out/ (tools for those who work on it: npm start, npm test, …).
// node esbuild.js [--production] [--watch]
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const esbuild = require('esbuild');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/**
 * `import('./aws')` and its like in the entry, and `import('./s3')` and `import('./athena')` in aws, stay what they
 * are: bundles of their own, loaded on need.
 */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    build.onResolve({ filter: /^\.\/(athena|aws|data|local|s3)$/ }, args =>
      args.kind === 'dynamic-import' ? { path: `${args.path}.js`, external: true } : undefined,
    );
  },
};

/**
 * The clients of the lazy bundles are handed their credentials: the SDK's own search for some, which each of them
 * brings along, stays in aws.js alone.
 */
const credentialsAreGiven = {
  name: 'credentials-are-given',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, args =>
      /[\\/]client-(s3|athena)[\\/]/.test(args.importer)
        ? { path: 'given', namespace: 'credentials' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'credentials' }, () => ({
      contents:
        "export const defaultProvider = () => () => Promise.reject(new Error('No credentials were given.'));",
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
  // The SDK's ES modules are smaller and load faster than its CommonJS builds.
  mainFields: ['module', 'main'],
};

/** @type {import('esbuild').BuildOptions} */
const packaged = {
  ...common,
  entryPoints: {
    extension: 'src/extension.ts',
    athena: 'src/aws/athena/index.ts',
    aws: 'src/aws/index.ts',
    data: 'src/data/index.ts',
    s3: 'src/aws/s3/index.ts',
    local: 'src/local/index.ts',
  },
  outdir: 'dist',
  external: ['vscode'],
  plugins: [lazyBundles, credentialsAreGiven],
  // A lazy require loads in two thirds of the time of a native import().
  supported: { 'dynamic-import': false },
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
};

/** What runs in the page "Exported data": a browser, with nothing of the extension host. */
/** @type {import('esbuild').BuildOptions} */
const page = {
  bundle: true,
  platform: 'browser',
  target: 'es2023',
  format: 'iife',
  logLevel: 'warning',
  entryPoints: [
    { in: 'src/chart/page/main.ts', out: 'preview' },
    { in: 'src/chart/page/preview.css', out: 'preview' },
  ],
  outdir: 'dist',
  minify: production,
  sourcemap: production ? false : 'inline',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const tools = {
  ...common,
  entryPoints: {
    localService: 'src/local/main.ts',
    start: 'test/harness/start.ts',
    test: 'test/harness/testAll.ts',
    pictures: 'test/harness/pictures.ts',
    desktop: 'test/harness/desktop.ts',
    bench: 'test/bench/main.ts',
    benchData: 'test/bench/measureData.ts',
    fuzz: 'test/fuzz/main.ts',
    benchHost: 'test/bench/insideHost.ts',
    editorSuite: 'test/editor/index.ts',
    soak: 'test/soak/main.ts',
    soakInEditor: 'test/soak/inEditor.ts',
  },
  outdir: 'out',
  external: ['vscode'],
  packages: 'external',
  sourcemap: true,
};

/**
 * The licenses of all that is bundled, each text once with the packages that are under it: their authors ask for it.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 */
function thirdPartyNotices(metafiles) {
  const found = metafiles.flatMap(({ inputs }) =>
    Object.keys(inputs).flatMap(input => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  const byText = new Map();
  for (const folder of [...new Set(found)].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `License: ${license}`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`]);
  }
  const sections = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return `This extension holds parts of the packages below.\n\n${sections.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** Prints what .vscode/tasks.json waits for and reads errors from: one start and one end for all builds together. */
function progressForTask() {
  let underWay = 0;
  return {
    name: 'progress-for-task',
    setup(build) {
      build.onStart(() => {
        if (underWay++ === 0) {
          console.log('[watch] build started');
        }
      });
      build.onEnd(result => {
        for (const { text, location } of result.errors) {
          const place = location
            ? `${location.file}:${location.line}:${location.column + 1}`
            : 'esbuild.js:1:1';
          console.log(`${place}: error: ${text}`);
        }
        if (--underWay === 0) {
          console.log('[watch] build finished');
        }
      });
    },
  };
}

async function main() {
  const builds = production ? [packaged, page] : [packaged, page, tools];
  if (!watch) {
    const results = await Promise.all(
      builds.map(options => esbuild.build({ ...options, metafile: options.outdir === 'dist' })),
    );
    const metafiles = results.flatMap(({ metafile }) => metafile ?? []);
    writeFileSync('dist/ThirdPartyNotices.txt', thirdPartyNotices(metafiles));
    return;
  }
  const tellProgress = progressForTask();
  const contexts = await Promise.all(
    builds.map(options =>
      esbuild.context({
        ...options,
        logLevel: 'silent',
        plugins: [...(options.plugins ?? []), tellProgress],
      }),
    ),
  );
  await Promise.all(contexts.map(context => context.watch()));
}

main().catch(() => process.exit(1));
