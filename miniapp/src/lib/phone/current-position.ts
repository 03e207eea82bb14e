import Taro from '@tarojs/taro'
import type { LngLat } from '@yike/shared/geo/walking'

/** WeChat gives GCJ-02 itself. */
export async function currentPosition(): Promise<LngLat> {
  const { longitude, latitude } = await Taro.getLocation({ type: 'gcj02' })
  return { lng: longitude, lat: latitude }
}
