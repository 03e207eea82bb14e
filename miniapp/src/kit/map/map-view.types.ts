import type { Ground } from '@yike/shared/territory/schemas'

/** GCJ-02, like everything on a screen. */
export interface MapPosition {
  lng: number
  lat: number
}

export interface MapMarker extends MapPosition {
  id: string
  /** A few words, with the minutes: 「长者食堂 4」. Empty where there is no room for them: a dot. */
  text: string
  chosen?: boolean
}

interface MapRing {
  metres: number
  /** 「5」, 「15 分钟」: written on the ring where the platform can. */
  text: string
}

export interface MapViewProps {
  /** The middle of the map: the person's position, or the place they look at. */
  center: MapPosition
  rings?: readonly MapRing[]
  markers?: readonly MapMarker[]
  /** A place chosen by tapping the map: 在哪儿. */
  pin?: MapPosition | null
  /** The person allowed their position: the phone marks the spot. Asked for at a tap, never by a map. */
  located?: boolean
  /** The background where the platform brings no map of its own. */
  ground?: Ground | undefined
  /** The height covered above and below, in dp: the rings stay clear of it where the platform can. */
  covered?: { top: number; bottom: number }
  label: string
  onMarker?: (id: string) => void
  onPick?: (position: MapPosition) => void
}
