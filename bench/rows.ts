/** A document of about 300 bytes, of which the measurements of databases write many. */
export interface Row {
  _id: number
  /** Twenty documents one after the other have the same. */
  g: number
  s: number
  state: string
  text: string
}

export const GROUP = 20

export const rowOf = (_id: number): Row => ({
  _id,
  g: Math.floor(_id / GROUP),
  s: (_id * 7919) % 1_000_003,
  state: 'open',
  text: `${_id} `.padEnd(200, '一刻钟生活圈'),
})
