import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build as bundle } from 'esbuild'
import { compressSite } from './compress-site'
import { checkRelease } from './release-check'

/**
 * Builds parts that are missing or older than their sources. A hash of the sources is stored beside each build, so that
 * a second start builds nothing. `--only api,h5` builds only these; `--force` builds anew.
 */
export const ROOT = path.resolve(import.meta.dirname, '..')
const at = (...parts: string[]) => path.join(ROOT, ...parts)

interface Part {
  name: string
  says: string
  sources: string[]
  output: string
  /** Settings from the environment that end up in the build. */
  environment: string[]
  make(): Promise<void>
}

const SKIPPED = /(^|\/)(node_modules|dist|testing)(\/|$)|\.test\.tsx?$/

function* filesUnder(place: string): Generator<string> {
  if (SKIPPED.test(path.relative(ROOT, place)) || !existsSync(place)) return
  if (statSync(place).isFile()) return yield place
  for (const name of readdirSync(place).sort()) yield* filesUnder(path.join(place, name))
}

function hashOf({ sources, environment }: Part) {
  const hash = createHash('sha256')
  for (const name of environment) hash.update(`${name}=${process.env[name] ?? ''}\n`)
  for (const file of sources.flatMap((source) => [...filesUnder(at(source))]))
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

const stampOf = ({ output }: Part) => at(output, '.built-from')
const isFresh = (part: Part, hash: string) => existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === hash

/** Runs a tool of the workspace; its output is shown only when it fails. */
function run(command: string, args: string[], folder: string, environment: Record<string, string> = {}) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [at('node_modules', command), ...args], {
      cwd: at(folder),
      env: { ...process.env, NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}\n${output}`))))
  })
}

/** With RELEASE=1 the mini-program is refused where it is not fit for release. */
async function taro(type: 'h5' | 'weapp') {
  await run('@tarojs/cli/bin/taro', ['build', '--type', type], 'miniapp')
  if (type === 'weapp' && process.env.RELEASE === '1') checkRelease(at('miniapp/dist/weapp'))
  if (type === 'h5') await compressSite(at('miniapp/dist/h5'))
}

async function buildConsole() {
  await run('vite/bin/vite.js', ['build'], 'admin-web')
  await compressSite(at('admin-web/dist'))
}

async function bundleApi() {
  await bundle({
    entryPoints: {
      main: at('admin-api/src/main.ts'),
      'minidb-worker': at('minidb/src/worker.ts'),
      'reader-worker': at('admin-api/src/reader-worker.ts'),
      seed: at('admin-api/src/demo/seed.ts'),
      office: at('admin-api/src/office-command.ts'),
    },
    outdir: at('admin-api/dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    splitting: true,
    logLevel: 'error',
    // Packages stay outside; our own workspace is bundled.
    plugins: [
      {
        name: 'packages-outside',
        setup(build) {
          build.onResolve({ filter: /^[^./]/ }, ({ path: name, kind }) =>
            kind === 'entry-point' || name.startsWith('@yike/') || path.isAbsolute(name)
              ? undefined
              : { external: true },
          )
        },
      },
    ],
  })
}

const PARTS: Part[] = [
  {
    name: 'api',
    says: '接口',
    sources: ['admin-api/src', 'minidb/src', 'shared/src', 'scripts/build.ts', 'package-lock.json'],
    output: 'admin-api/dist',
    environment: [],
    make: bundleApi,
  },
  {
    name: 'console',
    says: '管理台',
    sources: [
      'admin-web/src',
      'admin-web/index.html',
      'admin-web/hall.html',
      'admin-web/vite.config.ts',
      'shared/src',
      'package-lock.json',
    ],
    output: 'admin-web/dist',
    environment: [],
    make: buildConsole,
  },
  ...(['h5', 'weapp'] as const).map((type) => ({
    name: type,
    says: type === 'h5' ? '居民网页' : '微信小程序',
    sources: [
      'miniapp/src',
      'miniapp/config',
      'miniapp/types',
      'miniapp/package.json',
      'miniapp/babel.config.js',
      'shared/src',
      'package-lock.json',
    ],
    output: `miniapp/dist/${type}`,
    environment: ['API_ORIGIN', 'RELEASE'],
    make: () => taro(type),
  })),
]

export type PartName = 'api' | 'console' | 'h5' | 'weapp'

async function buildPart(part: Part, hash: string) {
  const begun = performance.now()
  rmSync(at(part.output), { recursive: true, force: true })
  await part.make()
  mkdirSync(at(part.output), { recursive: true })
  writeFileSync(stampOf(part), hash)
  process.stdout.write(`${part.says}好了，${((performance.now() - begun) / 1000).toFixed(1)} 秒\n`)
}

/** Builds the named parts that need it beside one another, and prints their names. */
export async function buildParts(names: readonly PartName[], force = false) {
  const stale = PARTS.filter(({ name }) => names.includes(name as PartName))
    .map((part) => ({ part, hash: hashOf(part) }))
    .filter(({ part, hash }) => force || !isFresh(part, hash))
  if (stale.length === 0) return
  process.stdout.write(`正在生成${stale.map(({ part }) => part.says).join('、')}…\n`)
  const ended = await Promise.allSettled(stale.map(({ part, hash }) => buildPart(part, hash)))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

if (process.argv[1] === import.meta.filename) {
  const only = process.argv[process.argv.indexOf('--only') + 1]
  const names = process.argv.includes('--only') ? (only ?? '').split(',') : PARTS.map(({ name }) => name)
  await buildParts(names as PartName[], process.argv.includes('--force'))
}
