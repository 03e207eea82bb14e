import Taro from '@tarojs/taro'
import type { LngLat } from '@yike/shared/geo/walking'

export interface Destination {
  name: string
  address: string
  /** GCJ-02. */
  position: LngLat
}

/** Opens the map of the phone at a place; from there it leads on foot. */
export const openMap = ({ name, address, position }: Destination) =>
  void Taro.openLocation({ latitude: position.lat, longitude: position.lng, name, address }).catch(() => undefined)
