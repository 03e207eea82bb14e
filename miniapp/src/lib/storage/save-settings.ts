import { changeMe } from '@yike/shared/people/endpoints'
import { call } from '@/lib/api/api'
import { getSession } from '@/lib/api/session-store'
import { changeSettings, getSettings, walkingPace, type Settings } from './settings'

/**
 * Changes how this phone shows things, and tells the API the view and the pace, which the leaving times of bookings are
 * counted with. What this phone keeps is right whether or not the API heard of it; the next change tells it again.
 */
export function saveSettings(change: Partial<Settings>) {
  changeSettings(change)
  if (!getSession()) return
  const settings = getSettings()
  const input = { settings: { elderView: settings.elder, pace: walkingPace(settings) } }
  void call(changeMe, input).catch(() => undefined)
}
