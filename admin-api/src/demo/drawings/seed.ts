import { changePlace } from '../../directory/places'
import { PlaceModel, type Place } from '../../directory/model'
import { keepPhoto } from '../../files/store'
import type { Actor } from '../../http/policy'
import { changeCarer } from '../../visits/carers'
import { CarerModel, type Carer } from '../../visits/model'
import { PLACES } from '../directory/place-facts'
import { CARERS } from '../visits/facts'
import { drawPlace } from './place'
import { drawPortrait } from './portrait'

const kept = async (actor: Actor, drawing: Promise<Buffer>, now: Date) =>
  String((await keepPhoto(actor.personId, await drawing, now))._id)

/** Photos of the places and carers of the demo: what has one already keeps it. */
export async function seedPhotos(admin: Actor, now: Date) {
  for (const [n, { name, category }] of PLACES.entries()) {
    const place = await PlaceModel.findOne({ name, removed: false }).lean<Place>()
    if (!place || place.photoIds.length > 0) continue
    const photoIds = [await kept(admin, drawPlace(category, n), now)]
    await changePlace(admin, { id: String(place._id), revision: place.revision, photoIds }, place.verifiedAt ?? now)
  }
  for (const [n, { name }] of CARERS.entries()) {
    const carer = await CarerModel.findOne({ name }).lean<Carer>()
    if (!carer || carer.photoId) continue
    const photoId = await kept(admin, drawPortrait(n), now)
    await changeCarer(admin, { id: String(carer._id), revision: carer.revision, photoId })
  }
}
