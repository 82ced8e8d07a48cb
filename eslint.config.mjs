import tseslint from 'typescript-eslint';

/** Who may import whom; the picture is in CONTRIBUTING.md. */
const rooms = {
  jobs: ['aws', 'data', 'view', 'local', 'chart', 'extension'],
  data: ['aws', 'view', 'local', 'chart', 'extension'],
  aws: ['data', 'view', 'local', 'chart', 'extension'],
  local: ['aws', 'view', 'chart', 'extension'],
  view: ['aws', 'local', 'extension'],
  chart: ['aws', 'view', 'local', 'extension'],
};

function folderRules() {
  return Object.entries(rooms).map(([room, forbidden]) => ({
    files: [`src/${room}/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: forbidden.map(name => `**/${name}`).concat(forbidden.map(name => `**/${name}/**`)) },
            ...(room === 'aws' ? [] : [{ group: ['@aws-sdk/*', '@smithy/*'] }]),
          ],
          paths: room === 'view' ? [] : [{ name: 'vscode', message: 'Only src/view may import vscode.' }],
        },
      ],
    },
  }));
}

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', '.vscode-test/**', 'coverage/**', 'node_modules/**'] },
  ...tseslint.configs.strictTypeChecked.map(config => ({ ...config, files: ['**/*.ts', '**/*.mts'] })),
  {
    files: ['**/*.ts', '**/*.mts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['warn', { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  ...folderRules(),
);
