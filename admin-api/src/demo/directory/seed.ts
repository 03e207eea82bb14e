import { PlaceInput } from '@yike/shared/directory/schemas'
import { addMinutes, addDays, dayOf, weekdayOf } from '@yike/shared/time/china'
import { createSittings } from '../../schedule/sittings'
import { createPlace } from '../../directory/places'
import { createPremises } from '../../directory/premises'
import { createService } from '../../directory/services'
import type { Actor } from '../../http/policy'
import type { Community } from '../../territory/areas'
import { seedSeries } from '../booking/series'
import { OFFICE } from '../hours'
import { seedTerms, seedMenus } from '../meals/seed'
import { positionOf } from '../territory/positions'
import { PLACES, DETAILS } from './place-facts'
import { PREMISES } from './premises-facts'
import { SERVICES } from './service-facts'

export async function seedPremises(admin: Actor, community: Community, now: Date) {
  for (const [n, rooms] of PREMISES.entries())
    await createPremises(admin, `demo-premises-${n}`, { communityId: String(community._id), note: '', ...rooms }, now)
}

export async function seedDirectory(admin: Actor, community: Community, now: Date) {
  const placeIds = new Map<string, string>()
  for (const [n, { at, hours, ...place }] of PLACES.entries()) {
    const made = await createPlace(
      admin,
      `demo-place-${n}`,
      PlaceInput.parse({
        communityId: String(community._id),
        name: place.name,
        category: place.category,
        address: place.address,
        position: positionOf(at),
        phone: `0546-80001${String(n).padStart(2, '0')}`,
        alert: place.alert,
        about: place.about,
        hours: {
          rules: hours.map(([weekdays, from, to]) => ({ weekdays, from, to })),
          holidays: hours === OFFICE ? 'office' : 'same',
        },
        accessibility: place.accessibility,
        organization: place.organization,
        morePhones: place.morePhones,
      }),
      // Verified on different days; some too long ago.
      addMinutes(now, -((n * 13) % 120) * 1440),
    )
    placeIds.set(place.name, String(made._id))
  }
  const days = Array.from({ length: 24 }, (_, ahead) => addDays(dayOf(now), ahead - 10))
  for (const [n, { place, sittings, ...service }] of SERVICES.entries()) {
    const made = await createService(
      admin,
      `demo-service-${n}`,
      {
        placeId: placeIds.get(place)!,
        kind: service.kind,
        name: service.name,
        about: service.about,
        eligibility: service.eligibility ?? '',
        minAge: service.minAge ?? null,
        maxAge: service.maxAge ?? null,
        weeklyLimit: service.weeklyLimit ?? null,
        maxSeats: service.maxSeats ?? 1,
        priceFen: service.priceFen ?? null,
        noteChoices: service.noteChoices ?? [],
        closesBeforeMinutes: service.closesBeforeMinutes ?? 30,
        opensBeforeDays: 14,
        status: 'active',
        hours: null,
        phone: null,
        languages: ['zh', 'zh-dialect'],
        fees: service.fees ?? [],
        ...DETAILS[service.kind],
      },
      now,
    )
    const id = String(made._id)
    if (service.kind === 'meal' && made.mealPrices === undefined) await seedTerms(admin, id, made.revision, now)
    // A series makes the meals from tomorrow on; past meals, and the other services, are made day by day.
    const bySeries = service.kind === 'meal'
    if (bySeries) await seedSeries(admin, id, { name: service.name, sittings }, now)
    for (const [k, { weekdays, menu, ...sitting }] of sittings.entries())
      await createSittings(
        admin,
        `demo-sitting-${n}-${k}`,
        {
          id,
          days: days.filter((day) => weekdays.includes(weekdayOf(day)) && !(bySeries && day > dayOf(now))),
          menu: menu ?? [],
          ...sitting,
        },
        now,
      )
    if (service.name === '午餐') await seedMenus(admin, id, now)
  }
}
