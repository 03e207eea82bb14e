import type { SetMenus } from '@yike/shared/meals/schemas'
import { addDays } from '@yike/shared/time/china'
import type { z } from '@yike/shared/zod'
import { mealSittings, photosShown, writeMenu } from './records'
import { placeById } from '../directory/find'
import { staffService } from '../directory/services'
import { claimPhotos } from '../files/store'
import { authorize, type Actor } from '../http/policy'
import { notePictures } from '../moderation/picture-check'
import { mealPolicy } from './policy'

const WEEK = 7

/** The menus of seven days from a day on, and of the seven before. */
export async function menusOf(actor: Actor, id: string, from: string) {
  const service = await staffService(actor, id)
  const [place, sittings] = await Promise.all([
    placeById(String(service.placeId)),
    mealSittings(id, addDays(from, -WEEK), addDays(from, WEEK - 1)),
  ])
  return {
    service,
    placeName: place.name,
    items: sittings.filter(({ day }) => day >= from),
    before: sittings.filter(({ day }) => day < from),
  }
}

/**
 * Writes many menus, each by its own condition. Returns those that could not be written, with the reason in words.
 * Photos belong to the dishes of the service, since the same dish is on many menus.
 */
export async function setMenus(actor: Actor, { id, menus }: z.output<typeof SetMenus>, now: Date) {
  const service = await staffService(actor, id)
  authorize(mealPolicy.editMenus(actor, service))
  const photos = [...new Set(menus.flatMap(({ dishes }) => dishes.flatMap(({ photoId }) => photoId ?? [])))]
  const shown = await photosShown(id, photos)
  await claimPhotos(
    actor,
    photos.filter((photo) => !shown.has(photo)),
    `dishes:${id}`,
  )
  await notePictures(
    actor,
    photos,
    { type: 'service', id: service._id, title: service.name, areas: service.areas },
    now,
  )
  const refused: { sittingId: string; reason: string }[] = []
  for (const menu of menus)
    if (!(await writeMenu(actor, id, menu)))
      refused.push({ sittingId: menu.sittingId, reason: '这一场取消了，或者刚刚有人改过菜单，看过再改' })
  return refused
}
