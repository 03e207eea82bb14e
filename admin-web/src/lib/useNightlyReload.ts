import { useEffect } from 'react'
import { minuteOf } from '@yike/shared/time/china'
import { scriptIn, servedScript } from './api'

/** Minutes of the day between which nobody is in the hall. */
const NIGHT = { from: 2 * 60, to: 5 * 60 }
const EVERY_MS = 10 * 60_000

/** A page that stays open for days takes a new build at night, when the server delivers one. */
export function useNightlyReload() {
  useEffect(() => {
    const mine = scriptIn(document)
    const look = async () => {
      const minute = minuteOf(new Date())
      if (minute < NIGHT.from || minute >= NIGHT.to) return
      const served = await servedScript().catch(() => null)
      if (served !== null && served !== mine) window.location.reload()
    }
    const timer = setInterval(() => void look(), EVERY_MS)
    return () => clearInterval(timer)
  }, [])
}
