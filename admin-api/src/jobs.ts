import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { AnyModel } from './any-model'
import { readTogether } from './read-together'

/** Records for which a job has something to do: by an index, and of the stored types, since nothing is cast. */
export interface Due {
  model: AnyModel
  filter: Record<string, unknown>
}

/** Recurring work beside the requests. Several processes may run it at once: each round decides by its writes. */
export interface Job {
  name: string
  everyMs: number
  run(): Promise<unknown>
  /** The records that its next round would find; left out by jobs that run by the clock alone. */
  due?(): readonly Due[]
}

/** A message leaves within a second of the write that is its reason. */
const ASK_MS = 800

/**
 * Runs each job in its own loop, the next round after the last has ended; one that fails is logged and tried again. Jobs
 * with `due` run when the common question finds something for them.
 */
export function startJobs(log: Logger, jobs: readonly Job[]) {
  const stopping = new AbortController()
  // Each loop waits on it; Node warns from the eleventh on.
  setMaxListeners(jobs.length + 1, stopping.signal)
  const round = ({ name, run }: Job) => run().catch((err: unknown) => log.error({ err, job: name }, 'job failed'))
  const every = async (everyMs: number, work: () => unknown) => {
    while (!stopping.signal.aborted) {
      await work()
      await wait(everyMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
    }
  }
  const underWay = new Map<Job, Promise<unknown>>()
  const begin = (job: Job) =>
    void underWay.set(
      job,
      round(job).then(() => underWay.delete(job)),
    )
  const loops = [
    ...jobs.filter(({ due }) => !due).map((job) => every(job.everyMs, () => round(job))),
    every(ASK_MS, async () => {
      const idle = jobs.filter((job) => job.due && !underWay.has(job))
      const found = await jobsDue(idle).catch((err: unknown) => {
        log.error({ err, job: 'what is due' }, 'job failed')
        return []
      })
      found.forEach(begin)
    }),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops)
      await Promise.all(underWay.values())
    },
  }
}

/** Those of some jobs for which the database has something to do: one command for all of them. */
export async function jobsDue(jobs: readonly Job[]): Promise<Job[]> {
  const asked = jobs.flatMap((job) => (job.due?.() ?? []).map((due) => ({ job, due })))
  if (asked.length === 0) return []
  const rows = await readTogether(
    asked.map(({ due: { model, filter } }) => ({
      model,
      pipeline: [{ $match: filter }, { $limit: 1 }, { $project: { _id: 1 } }],
    })),
  )
  return jobs.filter((job) => asked.some((one, at) => one.job === job && rows[at]!.length > 0))
}
