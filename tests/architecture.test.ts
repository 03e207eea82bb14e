import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FLOORS } from '../admin-api/src/domain'
import { MESSAGE_PAGES } from '../shared/src/messages/pages'
import { DOMAINS } from '../admin-api/src/domains'

/** The walls that rules between files cannot express (`.dependency-cruiser.mjs`). */
const API = 'admin-api/src'
/** Folders of the API that belong to no domain. */
const COMMON = ['cache', 'http', 'migrations', 'demo', 'testing']
const domains = DOMAINS.map(({ name }) => name)

/** The part of `app.config.ts` that these tests read. */
interface AppConfig {
  subPackages: { root: string; pages: string[] }[]
}

const foldersIn = (root: string) =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))

describe('the domains', () => {
  it('are the folders of the API, each with its manifest', () => {
    expect(
      foldersIn(API)
        .filter((folder) => !COMMON.includes(folder))
        .sort(),
    ).toEqual([...domains].sort())
    for (const { name } of DOMAINS) expect(existsSync(`${API}/${name}/domain.ts`), `${name}/domain.ts`).toBe(true)
  })

  it('are listed from the bottom up', () => {
    const floors = DOMAINS.map(({ floor }) => FLOORS.indexOf(floor))
    expect(floors).toEqual([...floors].sort((a, b) => a - b))
  })

  it('keep nothing where they only read', () => {
    const roof = DOMAINS.filter(({ floor }) => floor === 'roof')
    expect(roof.flatMap(({ models = [], outboxes = [] }) => [...models, ...outboxes])).toEqual([])
  })
})

async function subpackagePages() {
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config })
  const { default: app } = (await import('../miniapp/src/app.config')) as unknown as { default: AppConfig }
  return app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
}

describe('a message', () => {
  it('leads to a page of the mini-program', async () => {
    const pages = new Set(await subpackagePages())

    const lost = Object.values(MESSAGE_PAGES).filter((page) => page !== null && !pages.has(page))

    expect(lost).toEqual([])
  })
})

describe.each(['miniapp/src', 'admin-web/src'])('the client %s', (root) => {
  it('speaks to the server through lib alone', () => {
    const callers = filesUnder(root)
      .filter((file) => !file.startsWith(`${root}/lib/`))
      .filter((file) => /\bfetch\(|Taro\.request\(|Taro\.uploadFile\(/.test(readFileSync(file, 'utf8')))
    expect(callers).toEqual([])
  })
})

/** A page of the mini-program with the files of its folder that it is made of. */
function sourceOf(page: string) {
  const seen = new Map<string, string>()
  const read = (file: string) => {
    const found = [`${file}.tsx`, `${file}.ts`].find(existsSync)
    if (!found || seen.has(found)) return
    const text = readFileSync(found, 'utf8')
    seen.set(found, text)
    for (const [, other] of text.matchAll(/from '\.\/([^']+)'/g))
      read(path.posix.join(path.posix.dirname(found), other!))
  }
  read(`miniapp/src/${page}`)
  return [...seen.values()].join('\n')
}

it('a page on which steps are taken without a network shows those that wait', async () => {
  const taking = (await subpackagePages()).filter((page) => /\b(useStep|enqueue)\(/.test(sourceOf(page)))
  expect(taking).toEqual(expect.arrayContaining(['desk/course', 'office/loans', 'directory/verify', 'visits/visit']))
  expect(taking.filter((page) => !/\buseOfflineQueue\(/.test(sourceOf(page)))).toEqual([])
})
