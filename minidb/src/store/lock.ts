import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { NotOpened } from '../errors'

/**
 * One process writes a folder. The lock names the process and its start time, so that another process with a reused
 * number is not taken for it. A lock left by a process that died is taken over. Returns the file, to be removed at the
 * end.
 */
export function takeLock(folder: string) {
  const file = path.join(folder, 'minidb.lock')
  for (;;)
    try {
      const handle = openSync(file, 'wx')
      writeSync(handle, `${process.pid} ${beginningOf(process.pid) ?? ''}`)
      closeSync(handle)
      return file
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
      const holder = readHolder(file)
      if (holder && holder.pid !== process.pid && isAlive(holder))
        throw new NotOpened(
          `数据文件夹 ${folder} 正由进程 ${holder.pid} 用着。先停掉它，或者用 MONGODB_URI 和它共用一个数据库。`,
        )
      rmSync(file, { force: true })
    }
}

/** Whether a living process writes a folder. */
export function isHeld(folder: string) {
  const file = path.join(folder, 'minidb.lock')
  const holder = existsSync(file) ? readHolder(file) : null
  return holder !== null && isAlive(holder)
}

interface Holder {
  pid: number
  beginning: string
}

function readHolder(file: string): Holder | null {
  const [pid = '', beginning = ''] = readFileSync(file, 'utf8').split(' ')
  return Number(pid) > 0 ? { pid: Number(pid), beginning } : null
}

/** When a process began, in ticks since the machine did (field 22 of /proc/pid/stat); null where that cannot be read. */
function beginningOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isAlive({ pid, beginning }: Holder) {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = beginningOf(pid)
  return beginning === '' || now === null || beginning === now
}
