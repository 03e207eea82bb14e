import type { RootDatabase } from 'lmdb'
import { NotOpened } from '../errors'
import { sealed } from './checksum'

/** 1: rows are bare values. 2: a checksum is before each value. */
const FORMAT = 2
const KEY = 'format'

/**
 * Converts a data folder of an older minidb to the present format of rows, in one commit; refuses one of a newer
 * minidb.
 */
export function upgrade(root: RootDatabase<Buffer, Buffer>) {
  const about = root.openDB<Buffer, string>({ name: 'about', encoding: 'binary' })
  const format = about.get(KEY)?.[0] ?? 1
  if (format === FORMAT) return
  if (format > FORMAT) throw new NotOpened(`这个数据文件是更新的版本写的（格式 ${format}），用新版本的程序打开它。`)
  const keyed = ['documents', 'entries', 'retries'].map((name) =>
    root.openDB<Buffer, Buffer>({ name, keyEncoding: 'binary', encoding: 'binary' }),
  )
  const catalogue = root.openDB<Buffer, string>({ name: 'catalogue', encoding: 'binary' })
  const before = root.useReadTransaction()
  try {
    root.transactionSync(() => {
      for (const database of [...keyed, catalogue as never])
        for (const { key, value } of database.getRange({ transaction: before }))
          void database.put(key, sealed(key, value))
      void about.put(KEY, Buffer.from([FORMAT]))
    })
  } finally {
    before.done()
  }
}
