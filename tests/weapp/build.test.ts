import { readFileSync, readdirSync, statSync } from 'node:fs'
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
  subPackages: { root: string; pages: string[] }[]
}
const { subPackages } = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8')) as AppJson
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
})
