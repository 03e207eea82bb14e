import { getMyVisits } from '@yike/shared/visits/endpoints'
import type { CarerVisit } from '@yike/shared/visits/schemas'
import { useOfflineQueue } from '@/lib/offline/offline-queue'
import { useCached } from '@/lib/offline/use-cached'

/** The carer's day, also without a signal; an action on the phone that the API has not received yet counts as done. */
export function useMyDay() {
  const day = useCached('work:visits', getMyVisits, {})
  const later = useOfflineQueue({ onHeard: () => void day.reload() })
  const waits = (visit: CarerVisit, route: string) =>
    later.waiting.some((action) => action.about === visit.bookingId && action.route.path.endsWith(route))
  const items = day.data?.items.map((visit) => {
    const cameIn = waits(visit, '/check-in')
    const left = waits(visit, '/check-out')
    return {
      ...visit,
      state: left
        ? { code: 'done', label: '做完了，等着发出去' }
        : cameIn
          ? { code: 'there', label: '在家里，等着发出去' }
          : visit.state,
      can: {
        checkIn: visit.can.checkIn && !cameIn,
        checkOut: (visit.can.checkOut || cameIn) && !left,
        report: visit.can.report || cameIn,
      },
    }
  })
  return { ...day, items, later }
}
