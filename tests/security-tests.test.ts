import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const page = readFileSync(path.join(ROOT, 'docs/security-tests.md'), 'utf8')
/** `file` “words of the test”, over the ends of lines. */
const named = [...page.replace(/\s+/g, ' ').matchAll(/`([\w./-]+\.test\.ts)` “([^”]+)”/g)].map(
  ([, file, title]) => [file!, title!] as const,
)
const requirements = page.match(/^- /gm)!.length

it('every requirement names its test', () => {
  expect(named.length).toBe(requirements)
})

it.each([...new Set(named.map((one) => one.join(' “')))])('%s” exists', (one) => {
  const [file, title] = one.split(' “') as [string, string]
  expect(existsSync(path.join(ROOT, file))).toBe(true)
  expect(readFileSync(path.join(ROOT, file), 'utf8').replace(/\s+/g, ' ')).toContain(title)
})

it('every chapter of ASVS 5.0 says what is not tested', () => {
  const chapters = page.split(/^## /m).slice(1)
  expect(chapters.map((chapter) => /^V(\d+)/.exec(chapter)?.[1])).toEqual(
    Array.from({ length: 17 }, (_, n) => `${n + 1}`),
  )
  for (const chapter of chapters) expect(chapter).toMatch(/^Not tested: /m)
})
