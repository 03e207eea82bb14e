import { Worker } from 'node:worker_threads'

/**
 * Ends the process, with the name of its last work, when it has been silent for this long: an endless loop stops this
 * thread's own clocks too, and no test would ever fail.
 */
export function watchForHangs(afterMs: number) {
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const words = new Uint8Array(new SharedArrayBuffer(2000))
  const code = `
    const { workerData: { beats, words, afterMs } } = require('node:worker_threads')
    let seen = -1
    setInterval(() => {
      const now = Atomics.load(beats, 0)
      if (now !== seen) return void (seen = now)
      require('node:fs').writeSync(2, 'hangs at ' + Buffer.from(words).toString().replace(/\\0+$/, '') + '\\n')
      process.kill(process.pid, 'SIGKILL')
    }, afterMs)`
  const watch = new Worker(code, { eval: true, workerData: { beats, words, afterMs } })
  watch.unref()
  return {
    busyWith(what: string) {
      words.fill(0)
      new TextEncoder().encodeInto(what, words)
      Atomics.add(beats, 0, 1)
    },
    stop: () => watch.terminate(),
  }
}
