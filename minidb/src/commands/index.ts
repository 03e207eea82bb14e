import { DatabaseError } from '../errors'
import { aggregate } from './aggregate'
import {
  create,
  createIndexes,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
} from './collections'
import type { Command } from './context'
import { tracked, validate } from './inspect'
import { count, distinct, find, getMore, killCursors } from './find'
import {
  buildInfo,
  collStats,
  connectionStatus,
  dbStats,
  explain,
  getLog,
  getParameter,
  hello,
  noTransactions,
  ok,
  ping,
  replSetGetStatus,
  serverStatus,
} from './server'
import { saslContinue, saslStart } from './sign-in'
import { findAndModify, insert, remove, update } from './write'

/** Every command that is answered. Any other is refused by name. */
export const COMMANDS: Record<string, Command> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping,
  endSessions: ok,
  saslStart,
  saslContinue,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  connectionStatus,
  getParameter,
  getLog,
  replSetGetStatus,
  collStats,
  dbStats,
  validate,
  explain,
  find,
  getMore,
  killCursors,
  count,
  distinct,
  aggregate,
  insert,
  update,
  delete: remove,
  findAndModify,
  findandmodify: findAndModify,
  create,
  drop,
  dropDatabase,
  createIndexes,
  listIndexes,
  dropIndexes,
  listCollections,
  listDatabases,
  commitTransaction: noTransactions,
  abortTransaction: noTransactions,
}

export function commandNamed(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new DatabaseError(59, 'CommandNotFound', `no such command: '${name}'`)
  return (asked, context) => tracked(command, asked, context)
}
