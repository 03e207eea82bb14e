import { PARTY_STEPS, type PartyStep } from '@yike/shared/cases/whistle'
import type * as w from '@yike/shared/cases/whistle-schemas'
import type { z } from '@yike/shared/zod'
import type { Types } from 'mongoose'
import type { CallContext } from '../http/policy'
import type { CaseRecord } from './model'
import { NOTHING, receivedStep, toStaff } from './received-steps'

/** The steps of a receiver that a whistle called, each of its own part. */

const blower = ({ whistle }: CaseRecord) => whistle?.blownBy
const moveOf = (step: PartyStep) => (receiver: Types.ObjectId) => ({ kind: PARTY_STEPS[step].kind, receiver })

export const answerWhistle = (call: CallContext, input: z.output<typeof w.AnswerWhistle>) =>
  receivedStep(call, input, 'answerWhistle', {
    move: (receiver) => ({ ...moveOf('sign')(receiver), ...toStaff }),
    said: NOTHING,
  })

export const contactForWhistle = (call: CallContext, input: z.output<typeof w.ContactForWhistle>) =>
  receivedStep(call, input, 'contact', {
    move: (receiver) => ({ ...moveOf('contact')(receiver), ...toStaff }),
    said: { text: input.text, photoIds: [] },
    kind: 'whistle_answered',
    what: '单位来联系了',
    alsoTo: blower,
  })

/** The resident reads that it came, and not its words. */
export const reportIn = (call: CallContext, input: z.output<typeof w.ReportIn>) =>
  receivedStep(call, input, 'reportIn', {
    move: moveOf('reportIn'),
    said: input,
    kind: 'whistle_answered',
    what: '单位到场报到了',
    alsoTo: blower,
  })
