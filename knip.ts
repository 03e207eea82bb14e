import type { KnipConfig } from 'knip'

/**
 * Dead files, exports and dependencies: `npm run unused`. The entries listed here are used in a way that no import
 * shows.
 */

interface AppConfig {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
}
/** Taro gives this to the settings of an app. */
Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config })
const { default: app } = (await import('./miniapp/src/app.config')) as unknown as { default: AppConfig }
const pages = [...app.pages, ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]

export default {
  workspaces: {
    '.': {
      // The sealer is a process that its test starts.
      entry: ['scripts/*.ts', 'bench/*.ts', 'tests/**/*.test.ts', 'tests/race/audit-sealer.ts'],
      project: ['scripts/**', 'bench/**/*.ts', 'tests/**'],
      vitest: { config: ['vitest.config.ts', 'vitest.mutation.config.ts'] },
      ignoreDependencies: [
        // Loaded by name: a plugin of Stryker, a compiler without types.
        '@stryker-mutator/vitest-runner',
        'miniprogram-compiler',
        // Tests and benches use the one version that the API has.
        'mongoose',
        'koa',
        'sharp',
        'csv-parse',
        'gcoord',
      ],
    },
    // Its package gives every file away, so that each counts as an entry.
    shared: { project: ['src/**'], includeEntryExports: true },
    minidb: {
      entry: ['src/worker.ts', 'src/store/read-everything.ts'],
      project: ['src/**'],
      ignoreBinaries: ['mount', 'umount'],
    },
    // scripts/build.ts bundles these.
    'admin-api': { entry: ['src/main.ts', 'src/demo/seed.ts', 'src/office-command.ts'], project: ['src/**'] },
    'admin-web': { project: ['src/**'] },
    miniapp: {
      // Taro reads the settings of pages; `.h5` files replace those of the same name; the browser's app is written by Taro.
      entry: [
        'src/app.{tsx,config.ts}',
        'src/lib/phone/browser-pages.tsx',
        'src/custom-tab-bar/index.tsx',
        ...pages.map((page) => `src/${page}.tsx`),
        'src/**/*.h5.{ts,tsx}',
        'src/*/*.config.ts',
        'config/{index,aria,aria-runtime}.ts',
      ],
      project: ['src/**', 'config/**'],
      paths: { '@/*': ['./src/*'] },
      ignoreDependencies: [
        // Makes the scripts of browsers small, through terser-webpack-plugin.
        '@swc/core',
        // Loaded by Taro's builder and by the code that it writes.
        '@babel/runtime',
        '@tarojs/plugin-framework-react',
        '@tarojs/plugin-platform-h5',
        '@tarojs/plugin-platform-weapp',
        '@tarojs/react',
        '@tarojs/runtime',
        '@tarojs/webpack5-runner',
        'react-dom',
      ],
    },
  },
} satisfies KnipConfig
