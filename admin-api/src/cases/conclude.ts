import type { Types } from 'mongoose'
import { append } from './append'
import { CaseModel, type CaseRecord } from './model'
import { toReporter } from './staff-steps'

/** Closes a case that is confidential by its outcome. Repeating it changes nothing. */
export async function concludeCase(
  id: Types.ObjectId,
  { by, now }: { by: Types.ObjectId; now: Date },
  { what, text }: { what: string; text: string },
): Promise<void> {
  for (;;) {
    const c = await CaseModel.findById(id).lean<CaseRecord>()
    if (!c || (c.state !== 'accepted' && c.state !== 'in_progress')) return
    const notifications = await toReporter(c, 'case_closed', what, text)
    const call = { actor: { personId: by }, now, filter: {}, reason: null }
    if (await append(call, c, [{ kind: 'concluded' }], notifications)) return
  }
}
