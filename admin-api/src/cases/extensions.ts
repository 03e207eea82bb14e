import type * as s from '@yike/shared/cases/extension-schemas'
import { extended, promiseInForce } from '@yike/shared/cases/promises'
import { AppError } from '@yike/shared/errors'
import { dayOf } from '@yike/shared/time/china'
import { dateInText } from '@yike/shared/time/words'
import type { z } from '@yike/shared/zod'
import type { CallContext } from '../http/policy'
import { officeHours } from '../territory/office-hours'
import { CaseWordsModel, type CaseRecord } from './model'
import { casePolicy } from './policy'
import { presentStaff } from './present-staff'
import { step, toReporter } from './staff-steps'

/** Those who may decide for a case, without somebody who asks or handles it. */
export const deciders = (c: CaseRecord, now: Date, without: CaseRecord['assigneeId']) =>
  presentStaff(c, (person) => casePolicy.supervises(person, c) && !without?.equals(person._id), now)
export const titleOf = async ({ _id }: CaseRecord) =>
  (await CaseWordsModel.findById(_id, { title: 1 }).lean())?.title ?? ''

/** Asks for more time, before the time ends, with the reason. Another colleague decides. */
export const askExtension = (call: CallContext, input: z.output<typeof s.AskExtension>) =>
  step(call, input, 'askExtension', async (c) => {
    if (promiseInForce(c).dueAt < call.now)
      throw new AppError('CASE_STEP_NOT_ALLOWED', '时限已经过了，不能再申请延期。先答复居民，说明为什么慢。')
    const recipients = await deciders(c, call.now, call.actor.personId)
    const title = `申请延期 ${input.workdays} 个工作日：${await titleOf(c)}`
    return {
      moves: [{ kind: 'extension_asked', visibleTo: 'staff', workdays: input.workdays }],
      said: { text: input.text, photoIds: [] },
      notifications:
        recipients.length > 0
          ? [{ kind: 'case_extension_asked', to: 'office', recipients, title, body: input.text }]
          : [],
    }
  })

/** Grants or refuses it. The resident reads why it takes longer, and until when; a refusal stays among colleagues. */
export const decideExtension = (call: CallContext, input: z.output<typeof s.DecideExtension>) =>
  step(call, input, input.grant ? 'grantExtension' : 'refuseExtension', async (c) => {
    const { askedBy, workdays } = c.extension!
    const said = { text: input.text, photoIds: [] }
    const toAsker = (what: string) => ({
      kind: 'case_extension_decided' as const,
      to: 'office' as const,
      recipients: [askedBy],
      body: input.text,
      title: what,
    })
    const title = await titleOf(c)
    if (!input.grant)
      return {
        moves: [{ kind: 'extension_refused', visibleTo: 'staff' }],
        said,
        notifications: [toAsker(`延期没有批：${title}`)],
      }
    const limits = extended(c, workdays, (await officeHours()).calendarIn(c.areas))
    const until = dateInText(dayOf((limits.solve ?? { dueAt: limits.dueAt! }).dueAt))
    return {
      moves: [{ kind: 'extended', ...limits }],
      said,
      notifications: [
        toAsker(`延期批了，到${until}：${title}`),
        ...(await toReporter(c, 'case_extended', `要多办几天，${until}前办好`, input.text)),
      ],
    }
  })
