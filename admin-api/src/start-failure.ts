import { isUnreachable } from './database'
import { withoutPassword } from './database-address'
import { SettingsError } from './settings-error'

/** Codes of MongoDB. */
const UNAUTHORIZED = 13
const AUTHENTICATION_FAILED = 18

/** Faults of the data folder; EEXIST: there is a file of this name. */
const NOT_WRITABLE = ['EACCES', 'EROFS', 'ENOTDIR', 'EPERM', 'EEXIST']

/** The end of the sentence for a database that is reached and refuses, or whose address cannot be read. */
function databaseRefusal(cause: unknown): string | null {
  if (!(cause instanceof Error) || !cause.name.startsWith('Mongo')) return null
  const { code } = cause as { code?: unknown }
  if (code === AUTHENTICATION_FAILED) return '不认 MONGODB_URI 里的账号或密码。'
  if (code === UNAUTHORIZED) return '不让这个账号读写。请管数据库的人给它这个库的读写权限。'
  return cause.name === 'MongoParseError' || /^Unable to parse/.test(cause.message)
    ? '的写法不对，看看 MONGODB_URI；密码里的 @ : / 要写成 %40 %3A %2F。'
    : null
}

/** The sentence for a failed start that the person who started it can mend; null for a fault of ours. */
export function reasonFor(cause: unknown): string | null {
  if (cause instanceof SettingsError) return cause.message
  const { code, path: place, syscall } = cause as NodeJS.ErrnoException
  const { PORT = '3000', HOST = '', DATA_DIR = './data', MONGODB_URI = '' } = process.env
  if (code === 'DATA_NOT_OPENED') return (cause as Error).message
  if (code === 'EADDRINUSE') return `端口 ${PORT} 有别的程序在用。关掉它，或者换一个：PORT=3001 npm start`
  if (code === 'EACCES' && !place) return `不能用端口 ${PORT}：1024 以下的端口要管理员权限，换一个大的。`
  if (NOT_WRITABLE.includes(code ?? ''))
    return `写不进 ${place ?? DATA_DIR}。看看这个文件夹归谁、能不能写，或者用 DATA_DIR 换一个地方。`
  if (code === 'ENOSPC') return `磁盘满了，${place ?? DATA_DIR} 写不下。腾出地方再启动。`
  if (code === 'EADDRNOTAVAIL' || (code === 'ENOTFOUND' && syscall === 'getaddrinfo'))
    return `HOST 写的 ${HOST} 不是这台机器的地址。只给本机用写 127.0.0.1，给别的机器用写 0.0.0.0。`
  const refused = databaseRefusal(cause)
  if (refused) return `数据库 ${withoutPassword(MONGODB_URI)} ${refused}`
  // A name of mongodb+srv is asked of the name service before the driver knows a server.
  if (isUnreachable(cause) || syscall === 'querySrv')
    return `连不上数据库 ${withoutPassword(MONGODB_URI)}。看看它开着没有、地址和端口对不对、这台机器能不能连到它；是副本集的，地址里要写 replicaSet。`
  return null
}

/** Says why the product, or a command of its operator, did not start, and ends the process. */
export function endWithReason(cause: unknown): never {
  const why = reasonFor(cause) ?? String((cause as Error)?.stack ?? cause)
  process.stderr.write(`\n没有启动：${why}\n\n`)
  process.exit(1)
}
