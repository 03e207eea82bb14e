import { NOTICE_STEPS } from '@yike/shared/notices/rules'
import { may, within, type Actor, type InAreas } from '../http/policy'
import type { Notice } from './model'

export const noticePolicy = {
  visible: (actor: Actor) => within(actor, 'notice.read'),
  read: (actor: Actor, { areas }: InAreas) => may(actor, 'notice.read', areas),
  /** Writes, changes and removes drafts of an area. */
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'notice.edit', areas),
  publish: (actor: Actor, { areas }: InAreas) => may(actor, 'notice.publish', areas),
}

/** The actor's possible actions on a notice now. */
export const noticeCan = (actor: Actor, notice: Notice) => {
  const edits = noticePolicy.edit(actor, notice)
  const publishes = noticePolicy.publish(actor, notice)
  return {
    edit: edits && notice.state === NOTICE_STEPS.edit,
    publish: publishes && notice.state === NOTICE_STEPS.publish,
    withdraw: publishes && notice.state === NOTICE_STEPS.withdraw,
    remove: edits && notice.state === NOTICE_STEPS.remove,
  }
}
