import { load, type Figures, type Processes, type Shot } from './load'

export const CONNECTIONS = 20
const WARMING = 1500
const SECONDS = 3
const [FEWEST, MOST] = [60, 6000]

/** Shots for about as many seconds as wanted, after some that warm the caches and compilers. */
export async function measured(
  origin: string,
  shots: (count: number) => Shot[],
  processes: Processes,
): Promise<Figures> {
  const warm = await load(origin, shots(WARMING), CONNECTIONS, {}, SECONDS)
  const wrong = Object.keys(warm.statuses).find((status) => status !== '200')
  if (wrong) throw new Error(`${shots(1)[0]!.path} answers ${JSON.stringify(warm.statuses)}`)
  const count = Math.min(MOST, Math.max(FEWEST, Math.round(warm.perSecond * SECONDS)))
  return load(origin, shots(count), CONNECTIONS, processes, 2 * SECONDS)
}
