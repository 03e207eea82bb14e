import { changeMe } from '@yike/shared/people/endpoints'
import { call } from '@/lib/api/api'
import { getSession } from '@/lib/api/session-store'
import { changeSettings, getSettings, walkingPace, type Settings } from './settings'

/**
 * Changes how this phone shows things, and sends the API the view and the pace, with which the leaving times of
 * bookings are counted. The phone's own value is right whether or not the API received it; the next change sends it
 * again.
 */
export function saveSettings(change: Partial<Settings>) {
  changeSettings(change)
  if (!getSession()) return
  const settings = getSettings()
  const input = { settings: { elderView: settings.elder, pace: walkingPace(settings) } }
  void call(changeMe, input).catch(() => undefined)
}
