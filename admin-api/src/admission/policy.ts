import { asksAdmissions } from '@yike/shared/admission/asking'
import { stateOn } from '@yike/shared/admission/states'
import { handsWorkDown } from '@yike/shared/receivers/kinds'
import type { Day } from '@yike/shared/time/china'
import type { Types } from 'mongoose'
import { areasWith, holdsSomewhere, may, permissionsOf, within, type Actor, type InAreas } from '../http/policy'
import type { Receiver } from '../receivers/model'
import type { Admission } from './model'

type Stands = InAreas & Pick<Admission, 'state' | 'until'>

export const admissionPolicy = {
  /** A member asks for an open organisation that hands work down: a property company has none. */
  ask: (actor: Actor, receiver: Pick<Receiver, 'kind' | 'closed'>) =>
    holdsSomewhere(actor, 'admission.ask') && !receiver.closed && handsWorkDown(receiver),
  /** Reads what organisations asked for, of which they are a member. */
  asked: (actor: Actor, mine: readonly Pick<Receiver, 'kind'>[]) =>
    asksAdmissions({ permissions: permissionsOf(actor), handsWorkDown: mine.some(handsWorkDown) }),
  /** The areas in which the actor remarks on works and notes hours. */
  worked: (actor: Pick<Actor, 'roles'>) => areasWith(actor, 'admission.work'),
  /** Works of the streets among the actor’s areas, below them and above them (`above`). */
  visible: (actor: Actor, above: readonly Types.ObjectId[]) => ({
    $or: [within(actor, 'admission.work'), { 'areas.0': { $in: above } }],
  }),
  /** Works that the actor answers: those of a street that they administer, or below a larger area of theirs. */
  decidable: (actor: Actor) => within(actor, 'admission.decide'),
  /** Is told that a department asks the street of these areas. */
  hears: (colleague: Pick<Actor, 'roles'>, { areas }: InAreas) => may(colleague, 'admission.decide', areas),
  decide: (actor: Actor, { areas, state }: Stands) => state === 'asked' && may(actor, 'admission.decide', areas),
  end: (actor: Actor, work: Stands, today: Day) =>
    stateOn(work, today) === 'admitted' && may(actor, 'admission.decide', work.areas),
  /**
   * Hours whose sums the actor reads: those of communities in their areas, and of the one around the grid that they work
   * in (among `above`).
   */
  hours: (actor: Actor, above: readonly Types.ObjectId[]) => ({
    $or: [within(actor, 'admission.work'), { communityId: { $in: above } }],
  }),
}
