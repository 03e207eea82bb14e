import { may, within, type Actor, type InAreas } from '../http/policy'

export const hallPolicy = {
  /** Halls and their numbers, for list, load and update alike. */
  visible: (actor: Actor) => within(actor, 'hall.call'),
  /** Halls whose lines, windows and devices the actor sets up. */
  editable: (actor: Actor) => within(actor, 'hall.edit'),
  call: (actor: Actor, { areas }: InAreas) => may(actor, 'hall.call', areas),
  edit: (actor: Actor, { areas }: InAreas) => may(actor, 'hall.edit', areas),
}

export const hallCan = (actor: Actor, hall: InAreas) => ({
  call: hallPolicy.call(actor, hall),
  edit: hallPolicy.edit(actor, hall),
})
