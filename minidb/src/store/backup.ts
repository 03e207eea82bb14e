import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { open } from 'lmdb'
import { NotOpened } from '../errors'
import { isHeld, takeLock } from './lock'
import { dataFileOf } from './seal'
import { WholeRows } from './whole'

const checkWhole = (file: string) => {
  const rows = new WholeRows(file, (what) => {
    throw new NotOpened(`${file} 坏了：${what}`)
  })
  rows.check()
  rows.close()
}

/**
 * One state of a data folder as one file, whether or not a server writes it meanwhile, checked to its last row. Throws
 * for a file that already exists.
 */
export async function backup(folder: string, file: string) {
  if (!existsSync(dataFileOf(folder))) throw new NotOpened(`${folder} 里没有数据文件。`)
  if (existsSync(file)) throw new NotOpened(`${file} 已经有了，换一个名字。`)
  // A server checked the file when it began; mapped unchecked it could end this process.
  if (!isHeld(folder)) checkWhole(dataFileOf(folder))
  const part = `${path.resolve(file)}.part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true })
  const root = open({ path: folder, readOnly: true, maxDbs: 8 })
  try {
    await root.backup(part, true)
    checkWhole(dataFileOf(part))
    renameSync(dataFileOf(part), file)
  } finally {
    await root.close()
    rmSync(part, { recursive: true, force: true })
  }
}

/** Puts a backup into a folder that has no data yet. */
export function restore(file: string, folder: string) {
  if (!existsSync(file)) throw new NotOpened(`没有 ${file} 这个文件。`)
  mkdirSync(folder, { recursive: true })
  const lock = takeLock(folder)
  try {
    const target = dataFileOf(folder)
    if (existsSync(target))
      throw new NotOpened(`${folder} 里已经有数据了。先把它移到别处，或者用 DATA_DIR 换一个文件夹。`)
    checkWhole(file)
    copyFileSync(file, `${target}.part`)
    renameSync(`${target}.part`, target)
  } finally {
    rmSync(lock, { force: true })
  }
}
