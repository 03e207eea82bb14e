import type { HandUp } from '@yike/shared/cases/hand-up-schemas'
import { AppError } from '@yike/shared/errors'
import type { z } from '@yike/shared/zod'
import type { CallContext } from '../http/policy'
import { askArbiter } from './arbiters'
import { titleOf } from './extensions'
import { areasAbove } from './policy'
import { step } from './staff-steps'

type Input = z.output<typeof HandUp>

/** Hands a case up that the community cannot do. Refused where nobody above it may decide. */
export const handUpCase = (call: CallContext, input: Input) =>
  step(call, input, 'handUp', async (c) => {
    const { arbiter, notifications } = await askArbiter(
      c,
      { title: '社区办不了，请您定', text: input.text, areas: areasAbove(c) },
      call.now,
    )
    if (notifications.length === 0)
      throw new AppError(
        'CASE_STEP_NOT_ALLOWED',
        '街道还没有管会商的同事，报上去没有人定。请街道先给一位同事这个岗位。',
      )
    return {
      moves: [{ kind: 'handed_up', arbiter }],
      said: { text: input.text, photoIds: [] },
      notifications,
    }
  })

/** Gives it back to the community, with the way to go on. */
export const handDownCase = (call: CallContext, input: Input) =>
  step(call, input, 'handDown', async (c) => ({
    moves: [{ kind: 'handed_down' }],
    said: { text: input.text, photoIds: [] },
    notifications: [
      {
        ...{ kind: 'case_handed_down', to: 'office' },
        recipients: [c.assigneeId ?? c.handedUp!.by],
        title: `街道定了，由社区接着办：${await titleOf(c)}`,
        body: input.text,
      },
    ],
  }))
