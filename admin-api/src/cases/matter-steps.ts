import type { CheckPapers, CollectMatter, MakeReady } from '@yike/shared/cases/matter-schemas'
import { shownNumber } from '@yike/shared/cases/number'
import { waitEndsAt } from '@yike/shared/cases/promises'
import { MATTER_RESULTS } from '@yike/shared/matters/results'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import type { CallContext } from '../http/policy'
import { officeHours } from '../territory/office-hours'
import type { NewEvent } from './append'
import type { CaseRecord } from './model'
import { papersOf } from './papers'
import { canHappen } from './policy'
import { step, toReporter } from './staff-steps'

const WRONG_PAPER = new AppError('INVALID_INPUT', undefined, { fields: { papers: ['没有这样材料，刷新一下再看'] } })

/** The event of a look at papers: it asks for what is missing, or says that what it waited for came. */
async function lookAt(c: CaseRecord, isComplete: boolean, now: Date): Promise<NewEvent> {
  if (isComplete) return { kind: canHappen('brought', c) ? 'brought' : 'checked' }
  if (c.state === 'waiting') return { kind: 'checked' }
  return { kind: 'asked', waitUntil: waitEndsAt(now, (await officeHours()).calendarIn(c.areas)) }
}

/**
 * Says of papers how they stand. The first look accepts the case. Where something is missing it waits for the resident,
 * who reads what and why; where everything is there, nobody is told anything but the timeline.
 */
export const checkPapers = (call: CallContext, input: z.output<typeof CheckPapers>) =>
  step(call, input, 'checkPapers', async (c) => {
    const kept = await papersOf(c)
    const named = input.papers.map((paper) => ({
      ...paper,
      name: kept?.papers.find(({ key }) => key === paper.key)?.name,
    }))
    if (named.some(({ name }) => name === undefined)) throw WRONG_PAPER
    const missing = named.filter(({ inOrder }) => !inOrder)
    const text = missing.map(({ name, why }) => `${name}：${why.replace(/[。；]$/, '')}`).join('；')
    const papers = input.papers.map(({ key, inOrder }) => ({
      key,
      state: inOrder ? ('in_order' as const) : ('missing' as const),
    }))
    const stillMissing = (c.papers ?? []).some(
      ({ key, state }) => state === 'missing' && papers.every((paper) => paper.key !== key),
    )
    const accepts: NewEvent[] = c.state === 'submitted' ? [{ kind: 'accepted' }] : []
    const looked = await lookAt(c, missing.length === 0 && !stillMissing, call.now)
    const until = looked.waitUntil
      ? `（${dateInText(dayOf(looked.waitUntil))}前没有回音就先办结，以后还能要求重办。）`
      : ''
    return {
      moves: [...accepts, { ...looked, papers, said: true }],
      said: { text, photoIds: [] },
      notifications: missing.length > 0 ? await toReporter(c, 'case_asked', '请补材料', `${text}。${until}`) : [],
    }
  })

/** It can be collected: the resident reads where and when, and the number to say aloud. */
export const makeReady = (call: CallContext, input: z.output<typeof MakeReady>) =>
  step(call, input, 'makeReady', async (c) => {
    const kept = await papersOf(c)
    const text = `${input.text.replace(/([^。！？])$/, '$1。')}领的时候报编号 ${shownNumber(c.number)}。`
    return {
      moves: [{ kind: 'ready' }],
      said: { text, photoIds: [] },
      notifications: await toReporter(c, 'case_ready', kept ? MATTER_RESULTS[kept.result].ready : '可以来领了', text),
    }
  })

/** Handed out at the counter, which closes the case. */
export const collectMatter = (call: CallContext, { by, name, ...input }: z.output<typeof CollectMatter>) =>
  step(call, input, 'collect', async (c) => {
    const text = by === 'resident' ? '本人领走了。' : `${name}代领走了。`
    return {
      moves: [{ kind: 'collected', collectedBy: by }],
      said: { text, photoIds: [] },
      notifications: await toReporter(c, 'case_collected', '领走了', text),
    }
  })
