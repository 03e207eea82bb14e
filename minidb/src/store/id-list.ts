/** Ids of many documents in one buffer: as objects of their own, a million would take a hundred megabytes. */
export class IdList {
  #bytes = Buffer.allocUnsafe(1024)
  #end = 0
  #read = 0

  push(id: Uint8Array) {
    const start = this.#end
    this.#end += 2 + id.length
    if (this.#end > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(this.#end * 2)
      this.#bytes.copy(wider, 0, 0, start)
      this.#bytes = wider
    }
    this.#bytes.writeUInt16LE(id.length, start)
    this.#bytes.set(id, start + 2)
  }

  /** The next ids in the order in which they were pushed, none at the end. */
  shift(most: number): Buffer[] {
    const ids: Buffer[] = []
    while (ids.length < most && this.#read < this.#end) {
      const from = this.#read + 2
      this.#read = from + this.#bytes.readUInt16LE(this.#read)
      ids.push(this.#bytes.subarray(from, this.#read))
    }
    return ids
  }
}
