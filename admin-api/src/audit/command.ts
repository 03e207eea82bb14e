import { createReadStream, createWriteStream } from 'node:fs'
import { once } from 'node:events'
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

/** Writes the whole log as lines of JSON, to be kept outside of the database that it judges. */
export async function exportLog(file: string): Promise<string[]> {
  await sealEntries()
  const { segments, entries } = await logOfDatabase()
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  const write = async (line: Line) => {
    if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, 'drain')
  }
  let count = 0
  for (const segment of segments) await write({ segment })
  for await (const entry of entries) {
    await write({ entry })
    count++
  }
  out.end()
  await once(out, 'finish')
  return [`写好了：${file}，${count} 条。用 npm run office -- audit verify ${file} 核对。`]
}
