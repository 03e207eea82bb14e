import { once } from 'node:events'
import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/**
 * The thread that compares passwords with their hashes, at a low priority: a comparison takes a core for some 20 ms,
 * and pages of other people come first. On Linux alone a priority belongs to a thread; elsewhere it is the process's.
 */
const CODE = `
const os = require('node:os')
const { parentPort, workerData } = require('node:worker_threads')
const { verifySync } = require(workerData)
try {
  if (process.platform === 'linux') os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL)
} catch {}
parentPort.on('message', ({ hash, password }) => {
  try {
    parentPort.postMessage(verifySync(hash, password))
  } catch {
    parentPort.postMessage(false)
  }
})`

let thread: Worker | null = null

function newThread() {
  const made = new Worker(CODE, {
    eval: true,
    workerData: createRequire(import.meta.url).resolve('@node-rs/argon2'),
  })
  made.unref()
  made.once('exit', () => {
    if (thread === made) thread = null
  })
  // One that fails between two questions is replaced by the next question.
  made.on('error', () => undefined)
  return made
}

/** Whether this is the password of the hash. One question at a time (`password-turns.ts`): answers carry no name. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const asked = (thread ??= newThread())
  // A process that only waits for the answer does not end before it.
  asked.ref()
  const over = new AbortController()
  try {
    const ended = once(asked, 'exit', { signal: over.signal }).then(() =>
      Promise.reject(new Error('The thread ended.')),
    )
    const answered = once(asked, 'message', { signal: over.signal }) as Promise<[boolean]>
    asked.postMessage({ hash, password })
    const [isRight] = await Promise.race([answered, ended])
    return isRight
  } finally {
    over.abort()
    asked.unref()
  }
}
