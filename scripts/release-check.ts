import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Names of XML vocabularies look like addresses; nothing is fetched from them. */
const VOCABULARY = /^http:\/\/www\.w3\.org\//
const FORBIDDEN: readonly { what: string; found(text: string): string | undefined }[] = [
  {
    what: '没有加密的网址',
    found: (text) => text.match(/http:\/\/[^"'`\s)\\]*/g)?.find((url) => !VOCABULARY.test(url)),
  },
  { what: '演示登录', found: (text) => /["'`]demo:|演示登录/.exec(text)?.[0] },
  { what: '“测试”两个字', found: (text) => /测试|\\u6d4b\\u8bd5/i.exec(text)?.[0] },
]

/** The faults that make a file unfit for a release, each with the words that were found. */
export const unfitFor = (text: string): string[] =>
  FORBIDDEN.flatMap(({ what, found }) => {
    const words = found(text)
    return words === undefined ? [] : [`${what}（${words.slice(0, 60)}）`]
  })

/** Throws, by file, where the built mini-program is not fit for release. */
export function checkRelease(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|json|wxml|wxss|wxs)$/.test(file),
  )
  const unfit = files.flatMap((file) =>
    unfitFor(readFileSync(path.join(folder, file), 'utf8')).map((what) => `  ${file}：${what}`),
  )
  if (unfit.length > 0) throw new Error(`小程序不能发布：\n${unfit.join('\n')}`)
}
