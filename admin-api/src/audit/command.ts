import { createReadStream, existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { Head } from './chain'
import type { AuditEntry, AuditSegment } from './model'
import { sealEntries } from './seal'
import { countOpenEntries, logOfDatabase, verify, type Log } from './verify'

/** One line of an exported log: first the segments, then the entries in the order of their places. */
type Line = { segment: AuditSegment } | { entry: AuditEntry }

async function* linesOf(file: string) {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity }))
    if (line) yield JSON.parse(line) as Line
}

async function* entriesOf(file: string) {
  for await (const line of linesOf(file)) if ('entry' in line) yield line.entry
}

async function logOfFile(file: string): Promise<Log> {
  if (!existsSync(file)) throw new Error(`没有 ${file} 这个文件，看看写对了没有。`)
  const segments: AuditSegment[] = []
  for await (const line of linesOf(file)) {
    if ('entry' in line) break
    segments.push(line.segment)
  }
  return { segments, entries: entriesOf(file) }
}

/** `12:abc…` as `verify` printed it before. */
function headFrom(text: string | undefined): Head | undefined {
  const read = text === undefined ? null : /^(\d+):([\w-]{43})$/.exec(text)
  if (text !== undefined && !read) throw new Error('记下来的尾巴要照抄，像 12:AbC…')
  return read ? { seq: Number(read[1]), hash: read[2]! } : undefined
}

/** Checks the log of the database, or of an exported file; returns the lines to print. Throws where it is not whole. */
export async function verifyLog(file: string | undefined, noted: string | undefined, now: Date): Promise<string[]> {
  if (!file) await sealEntries()
  const { fault, head, segments, pruned } = await verify(
    file ? await logOfFile(file) : await logOfDatabase(),
    now,
    headFrom(noted),
  )
  if (fault) throw new Error(`审计记录不完整：${fault}。`)
  return [
    `审计记录是完整的：${head.seq} 条，封存 ${segments} 段（其中 ${pruned} 段到期已清）。`,
    ...(file ? [] : [`还没有封存的：${await countOpenEntries()} 条。`]),
    `尾巴（抄在别处，下次用 --since 核对）：${head.seq}:${head.hash}`,
  ]
}

/**
 * Writes the whole log as lines of JSON, to be kept outside of the database that it judges. Throws where the file exists
 * already or its folder does not.
 */
export async function exportLog(file: string): Promise<string[]> {
  await sealEntries()
  const { segments, entries } = await logOfDatabase()
  let count = 0
  async function* lines() {
    for (const segment of segments) yield `${JSON.stringify({ segment } satisfies Line)}\n`
    for await (const entry of entries) {
      yield `${JSON.stringify({ entry } satisfies Line)}\n`
      count++
    }
  }
  try {
    await writeFile(file, lines(), { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    const why = UNWRITABLE[(cause as NodeJS.ErrnoException).code ?? '']
    throw why ? new Error(`${file} ${why}`) : cause
  }
  return [`写好了：${file}，${count} 条。用 npm run office -- audit verify ${file} 核对。`]
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  EEXIST: '已经有了，不覆盖，换一个文件名。',
  ENOENT: '所在的文件夹不存在，先建好它。',
  EACCES: '没有写入的权限，换一个地方。',
}
