import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { NotOpened } from '../errors'
import { WholeRows } from './whole'

/** The path of LMDB's file in a folder. */
export const dataFileOf = (folder: string) => path.join(folder, 'data.mdb')

/** Length and checksum of the data file, written when the last process stopped and removed before the next one writes. */
const sealOf = (folder: string) => path.join(folder, 'data.seal')

const AT_ONCE = 4 * 1024 * 1024

/** `<bytes> <CRC-32>` of a file. */
function measure(file: string): string {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.allocUnsafe(AT_ONCE)
    let [bytes, sum] = [0, 0]
    for (;;) {
      const n = readSync(handle, buffer, 0, AT_ONCE, bytes)
      if (n === 0) return `${bytes} ${sum}`
      sum = crc32(buffer.subarray(0, n), sum)
      bytes += n
    }
  } finally {
    closeSync(handle)
  }
}

/** To be called when nobody writes any more. */
export function seal(folder: string) {
  writeFileSync(sealOf(folder), measure(dataFileOf(folder)))
}

/**
 * Checks a data file before LMDB maps it, and refuses a damaged one: mapped it would end the process. After a clean
 * stop by its length and checksum; after a kill, which leaves no seal, by reading every page and row of it.
 */
export function unseal(folder: string) {
  const file = dataFileOf(folder)
  if (!existsSync(file)) return
  const refuse = (what: string) => {
    throw new NotOpened(
      `数据文件 ${file} 坏了（${what}）。什么都没有改动。npm run db:check 看坏了哪些；有备份就用 npm run restore 放回备份；没有，npm run db:repair 把完好的部分抄进一个新文件。`,
    )
  }
  const known = existsSync(sealOf(folder)) ? readFileSync(sealOf(folder), 'utf8') : ''
  if (/^\d+ \d+$/.test(known)) {
    const found = measure(file)
    if (found !== known) refuse(`上次停下时长度和校验和是 ${known}，现在是 ${found}`)
    rmSync(sealOf(folder))
    // Else a power cut could restore the seal beside data that was written after it.
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
    return
  }
  const rows = new WholeRows(file, refuse)
  rows.check()
  rows.close()
}
