import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'

/** Recurring work beside the requests. Several processes may run it at once: each round decides by its writes. */
export interface Job {
  name: string
  everyMs: number
  run(): Promise<unknown>
}

/** Runs each job in its own loop, the next round after the last has ended; one that fails is logged and tried again. */
export function startJobs(log: Logger, jobs: readonly Job[]) {
  const stopping = new AbortController()
  // Each loop waits on it; Node warns from the eleventh on.
  setMaxListeners(jobs.length + 1, stopping.signal)
  const loops = jobs.map(async ({ name, everyMs, run }) => {
    while (!stopping.signal.aborted) {
      await run().catch((err: unknown) => log.error({ err, job: name }, 'job failed'))
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  })
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}
