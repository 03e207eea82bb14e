import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const { wxmlToJs, wxssToJs } = createRequire(import.meta.url)('miniprogram-compiler') as Record<
  'wxmlToJs' | 'wxssToJs',
  (folder: string) => string
>

const dist = path.resolve(import.meta.dirname, '../../miniapp/dist/weapp')
const KB = 1024

interface AppJson {
  pages: string[]
  subPackages: { root: string; pages: string[] }[]
  tabBar: { list: { pagePath: string; text: string }[] }
  window: Record<string, string>
  permission: Record<string, { desc: string }>
  requiredPrivateInfos: string[]
  preloadRule: Record<string, { packages: string[] }>
  themeLocation: string
  sitemapLocation: string
}
const json = <T>(file: string) => JSON.parse(readFileSync(path.join(dist, file), 'utf8')) as T
const app = json<AppJson>('app.json')
const { subPackages } = app
const roots = subPackages.map(({ root }) => root)

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(path.join(folder, file)).isFile(),
  )
const bytesOf = (folder: string, files: string[]) =>
  files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0)

describe('the built mini-program', () => {
  it('has WXML that the official compiler accepts', () => {
    expect(wxmlToJs(dist).length).toBeGreaterThan(1000)
  })

  it('has WXSS that the official compiler accepts', () => {
    expect(wxssToJs(dist).length).toBeGreaterThan(100)
  })

  it('has a main package under 600 KB', () => {
    const main = filesBelow(dist).filter((file) => !roots.includes(file.split(path.sep)[0] ?? ''))

    expect(bytesOf(dist, main)).toBeLessThan(600 * KB)
  })

  it.each(roots)('has a subpackage %s under 200 KB', (root) => {
    const folder = path.join(dist, root)

    expect(bytesOf(folder, filesBelow(folder))).toBeLessThan(200 * KB)
  })

  it('has no zod: schemas reach the phone as types only', () => {
    const withZod = filesBelow(dist).filter((file) =>
      /ZodError|invalid_union/.test(readFileSync(path.join(dist, file), 'utf8')),
    )

    expect(withZod).toEqual([])
  })

  it('keeps the limits of WeChat on app.json, which refuses a package that breaks one', () => {
    for (const { desc } of Object.values(app.permission)) expect([...desc].length).toBeLessThanOrEqual(30)
    expect(app.tabBar.list.length).toBeGreaterThanOrEqual(2)
    expect(app.tabBar.list.length).toBeLessThanOrEqual(5)
    for (const { pagePath, text } of app.tabBar.list) {
      expect(app.pages).toContain(pagePath)
      expect([...text].length).toBeLessThanOrEqual(4)
    }
    expect(['getLocation']).toEqual(app.requiredPrivateInfos)
    expect(bytesOf(dist, filesBelow(dist))).toBeLessThan(20 * KB * KB)
  })

  it('has a template and a script for each page it names', () => {
    const pages = [...app.pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]

    expect(pages.filter((page) => !existsSync(path.join(dist, `${page}.wxml`)))).toEqual([])
    expect(pages.filter((page) => !existsSync(path.join(dist, `${page}.js`)))).toEqual([])
  })

  it('preloads packages of at most 2 MB a page, and only those there are', () => {
    for (const { packages } of Object.values(app.preloadRule)) {
      expect(packages.filter((root) => !roots.includes(root))).toEqual([])
      const bytes = packages.reduce(
        (sum, root) => sum + bytesOf(path.join(dist, root), filesBelow(path.join(dist, root))),
        0,
      )
      expect(bytes).toBeLessThan(2 * KB * KB)
    }
  })

  it('brings each colour of its window for both themes', () => {
    const themes = json<Record<'light' | 'dark', Record<string, string>>>(app.themeLocation)
    const named = Object.values(app.window).filter((value) => value.startsWith('@'))

    expect(named.length).toBeGreaterThan(0)
    for (const name of named) {
      expect(themes.light[name.slice(1)], name).toBeDefined()
      expect(themes.dark[name.slice(1)], name).toBeDefined()
    }
  })

  it('tells the search of WeChat which pages it may read, all of which there are', () => {
    const { rules } = json<{ rules: { action: string; page: string }[] }>(app.sitemapLocation)
    const pages = [...app.pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))]

    expect(rules.filter(({ page }) => page !== '*' && !pages.includes(page))).toEqual([])
    expect(rules[rules.length - 1]).toEqual({ action: 'disallow', page: '*' })
  })

  it('draws the marks of a map from a file, because a device draws no base64 there', () => {
    const scripts = filesBelow(dist).filter((file) => file.endsWith('.js'))
    const text = scripts.map((file) => readFileSync(path.join(dist, file), 'utf8')).join('\n')

    expect(text).not.toContain('data:image/png;base64')
    const [, icon] = /["']([^"']*dot\.png)["']/.exec(text) ?? []
    expect(icon).toMatch(/^\//)
    expect(existsSync(path.join(dist, icon!))).toBe(true)
  })
})
