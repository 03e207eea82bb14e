import { AppError } from '@yike/shared/errors'
import { CaseModel, type CaseRecord } from './model'
import { orNotFound, type CallContext } from '../http/policy'
import { survivorOf } from './followers'
import { casePolicy } from './policy'
import { takeStep } from './take-step'

/** Takes one case off the public view, or puts it back. Where it stands so already, nothing is written. */
async function turn(call: CallContext, id: string, shown: boolean): Promise<CaseRecord> {
  const { actor } = call
  const filter = { $and: [casePolicy.moderated(actor), { _id: id }] }
  const c = orNotFound(await CaseModel.findOne(filter).lean<CaseRecord>())
  if (!casePolicy.opens(actor, c)) throw new AppError('NOT_FOUND')
  if (Boolean(c.offPublic) === !shown) return c
  return takeStep(
    call,
    { id },
    {
      filter: casePolicy.moderated(actor),
      isOpen: (one) => casePolicy.opens(actor, one),
      isPermitted: () => true,
    },
    () => ({
      moves: [{ kind: shown ? 'put_back_public' : 'taken_off_public', visibleTo: 'office' }],
      said: { text: '', photoIds: [] },
      notifications: [],
    }),
  )
}

/** See `showCaseToNeighbours`. */
export const showToNeighbours = (call: CallContext, { id, shown }: { id: string; shown: boolean }) =>
  turn(call, id, shown)

/** Takes a reported case off the public view, and with it the one that goes on for it, which is the one that was read. */
export async function takeReportedOff(call: CallContext, id: string): Promise<void> {
  const c = orNotFound(await CaseModel.findById(id).lean<CaseRecord>())
  const survivor = await survivorOf(c)
  for (const one of new Set([String(survivor._id), id])) await turn(call, one, false)
}
