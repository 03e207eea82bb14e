import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { AnyModel } from './any-model'
import { Lead } from './lock'
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

interface RunningJobs {
  /** Looks soon for what is due: this process has just written something. */
  wake: () => void
  stop(): Promise<void>
}

/** A message leaves within a second of the write that is its reason. */
export const ASK_MS = 800
/** Writes that come together are looked after together. */
const WAKE_MS = 100

/**
 * Runs each job in its own loop, the next round after the last has ended; one that fails is logged and tried again. Jobs
 * with `due` run when the common question finds something for them. Of several processes the leader asks and watches the
 * clock; the others do what is due after a write of their own, and ask for the lead.
 */
export function startJobs(log: Logger, jobs: readonly Job[], lead = new Lead('jobs')): RunningJobs {
  const stopping = new AbortController()
  // Each loop waits on it; Node warns from the eleventh on.
  setMaxListeners(jobs.length + 2, stopping.signal)
  const failed = (job: string) => (err: unknown) => log.error({ err, job }, 'job failed')
  const rest = (ms: number) => wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
  const every = async (everyMs: number, work: () => unknown) => {
    while (!stopping.signal.aborted) {
      if (isLeading) await work()
      await rest(everyMs)
    }
  }

  const underWay = new Map<Job, Promise<unknown>>()
  const begin = (job: Job) => {
    if (underWay.has(job)) return
    underWay.set(
      job,
      job
        .run()
        .catch(failed(job.name))
        .then(() => underWay.delete(job)),
    )
  }
  const look = async () => {
    if (stopping.signal.aborted) return
    const idle = jobs.filter((job) => job.due && !underWay.has(job))
    const found = await jobsDue(idle).catch(failed('what is due'))
    if (!stopping.signal.aborted) found?.forEach(begin)
  }

  let isLeading = false
  const keepLead = async () => {
    // Without an answer the lead stays as it is: two leaders do no harm.
    isLeading = (await lead.take().catch(failed('lead'))) ?? isLeading
  }
  const leading = async () => {
    while (!stopping.signal.aborted) {
      await rest(lead.askAgainAfter(isLeading))
      if (!stopping.signal.aborted) await keepLead()
    }
  }
  const loops = keepLead().then(() =>
    Promise.all([
      // A process that died may have left something, and the lead.
      look(),
      leading(),
      every(ASK_MS, look),
      ...jobs.filter(({ due }) => !due).map((job) => every(job.everyMs, () => job.run().catch(failed(job.name)))),
    ]),
  )

  let woken: Promise<unknown> | null = null
  return {
    wake() {
      woken ??= rest(WAKE_MS)
        .then(() => (woken = null))
        .then(look)
    },
    async stop() {
      stopping.abort()
      await loops
      await Promise.all(underWay.values())
      await lead.resign().catch(failed('lead'))
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
