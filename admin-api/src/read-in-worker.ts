import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { AppError } from '@yike/shared/errors'
import type { Answer, Question, Readers } from './reader-worker'

/**
 * Reads uploaded tables and maps in worker threads. Checks of size come first, in the readers; a file that passes them
 * and takes too long or too much memory ends its thread and is refused in words, and no other request waits for it.
 */
export interface ReadLimits {
  deadlineMs: number
  /** Limit of the JavaScript heap. 5,000 rows of a hundred columns take about 60. */
  memoryMb: number
}
const LIMITS: ReadLimits = { deadlineMs: 20_000, memoryMb: 256 }
/** Files that are read at once; the next waits, so that many uploads take no more memory than these. */
const MOST_THREADS = 2

const refuse = (why: string) => new AppError('INVALID_INPUT', why, { fields: { file: [why] } })
const TOO_LONG = '这个文件太复杂，读了很久也没读完。删掉用不到的行、列和格式，或者分几份传。'
const TOO_MUCH = '这个文件打开后太大了。删掉用不到的行、列和格式，或者分几份传。'

const waiting: (() => void)[] = []
let running = 0
/** A thread that has read before starts at once. It does not keep the process alive. */
const idle: Worker[] = []

// Built, the worker is beside the bundle that includes this file. As source, in tests, it is loaded through tsx.
const isSource = import.meta.url.endsWith('.ts')
const ENTRY = new URL(isSource ? './reader-worker.ts' : './reader-worker.mjs', import.meta.url)
const LOADING = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(ENTRY.href)}) })`

function newThread({ memoryMb }: ReadLimits) {
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb }
  const thread = isSource ? new Worker(LOADING, { eval: true, resourceLimits }) : new Worker(ENTRY, { resourceLimits })
  thread.unref()
  // A thread that ends while nobody uses it is not an error of the process.
  thread.on('error', () => undefined)
  thread.once('exit', () => {
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1)
  })
  return thread
}

/** The result of a reader for a file. Throws its refusal, or INVALID_INPUT where the file goes beyond the limits. */
export async function readInWorker<Reader extends keyof Readers>(
  reader: Reader,
  bytes: Uint8Array,
  limits: ReadLimits = LIMITS,
): Promise<Awaited<ReturnType<Readers[Reader]>>> {
  if (running === MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    const answer = await ask(reader, bytes, limits)
    if ('read' in answer) return answer.read as Awaited<ReturnType<Readers[Reader]>>
    if ('failed' in answer) throw answer.failed
    const { code, message, details } = answer.refused
    throw new AppError(code, message, details)
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

async function ask(reader: keyof Readers, bytes: Uint8Array, limits: ReadLimits): Promise<Answer> {
  const thread = (limits === LIMITS && idle.pop()) || newThread(limits)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), limits.deadlineMs)
  try {
    thread.postMessage({ reader, bytes } satisfies Question)
    const [answer] = (await once(thread, 'message', { signal: deadline.signal })) as [Answer]
    if (limits === LIMITS) idle.push(thread)
    else void thread.terminate()
    return answer
  } catch (cause) {
    void thread.terminate()
    if (deadline.signal.aborted) throw refuse(TOO_LONG)
    if ((cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') throw refuse(TOO_MUCH)
    throw cause
  } finally {
    clearTimeout(timer)
  }
}
