import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** Gets each damage that is found; may throw, else reading continues behind it. */
export type OnFault = (what: string) => void

interface Tree {
  name: string
  depth: number
  entries: number
  root: number
}

interface Meta {
  commit: bigint
  lastPage: number
  free: Tree
  main: Tree
}

export interface Row {
  key: Buffer
  value: Buffer
}

const MAGIC = 0xbeefc0de
const VERSION = 2
const HEADER = 24
const NODE_HEADER = 8
const LEAST_PAGE = 512
const MOST_PAGE = 65_536
const MOST_DEPTH = 32
const BRANCH = 0x01
const LEAF = 0x02
const OVERFLOW = 0x04
const META = 0x08
/** The value lies on pages of its own. */
const BIG = 0x01
/** The value is the root of a named tree. */
const SUB = 0x02
const NONE = 0xffff_ffff_ffff_ffffn

/**
 * LMDB's file read by ordinary reads and not mapped, with every number checked before it is followed: damage is then a
 * finding, where LMDB itself would end the process (SIGSEGV, SIGBUS, a failed assertion). Pages, trees and meta pages
 * have the layout of mdb.c of lmdb-js 3.5, data version 2, on a little-endian machine. Opening throws when nothing in
 * it can be read.
 */
export class DataFile {
  readonly #handle: number
  readonly #bytes: number
  readonly #pageSize: number
  readonly #meta: Meta

  constructor(
    path: string,
    readonly onFault: OnFault,
  ) {
    this.#handle = openSync(path, 'r')
    this.#bytes = fstatSync(this.#handle).size
    this.#pageSize = this.#readPageSize()
    const metas = [0, 1].map((page) => this.#metaAt(page)).filter((meta) => meta !== null)
    const newest = metas.sort((a, b) => (a.commit < b.commit ? 1 : -1))[0]
    if (!newest) throw new Error(`${path} 不是一刻的数据文件，或者开头坏了。`)
    this.#meta = newest
  }

  close() {
    closeSync(this.#handle)
  }

  /** The number of the commit that the file holds. */
  get commit() {
    return this.#meta.commit
  }

  /** Every row of a named tree that can be reached, in order. */
  *rows(name: string): Generator<Row> {
    for (const tree of this.#named()) if (tree.name === name) yield* this.#rowsOf(tree)
  }

  /**
   * Follows every tree to its end, the list of free pages too. `look` gets each row of a named tree; its bytes are
   * valid only then.
   */
  check(look: (tree: string, row: Row) => void) {
    for (const tree of [this.#meta.free, ...this.#named()]) {
      const isFree = tree === this.#meta.free
      let rows = 0
      let last: Buffer | null = null
      this.#eachLeaf(tree, (leaf) => {
        rows += leaf.length
        let before = last
        for (const row of leaf) {
          if (before && !isFree && Buffer.compare(before, row.key) >= 0)
            this.onFault(`the keys of ${tree.name} are out of order`)
          before = row.key
          if (!isFree) look(tree.name, row)
        }
        last = before && Buffer.from(before)
      })
      if (rows !== tree.entries) this.onFault(`${tree.name} has ${rows} rows instead of ${tree.entries}`)
    }
  }

  *#named(): Generator<Tree> {
    for (const { key, value } of this.#rowsOf(this.#meta.main, SUB))
      yield readTree(value, 0, key.toString('utf8').replace(/\0$/, ''))
  }

  #readPageSize() {
    const head = this.#read(0, HEADER + 32)
    const size = head ? head.readUInt32LE(HEADER + 24) : 0
    return size >= LEAST_PAGE && size <= MOST_PAGE && (size & (size - 1)) === 0 ? size : 4096
  }

  #metaAt(page: number): Meta | null {
    const bytes = this.#read(page * this.#pageSize, HEADER + 136)
    if (!bytes || bytes.readUInt16LE(18) !== META || bytes.readUInt32LE(HEADER) !== MAGIC) {
      this.onFault(`meta page ${page} is none`)
      return null
    }
    if (bytes.readUInt32LE(HEADER + 4) !== VERSION) {
      this.onFault(`meta page ${page} has an unknown version`)
      return null
    }
    const lastPage = Number(bytes.readBigUInt64LE(HEADER + 120))
    return {
      commit: bytes.readBigUInt64LE(HEADER + 128),
      lastPage,
      free: readTree(bytes, HEADER + 24, 'the list of free pages'),
      main: readTree(bytes, HEADER + 72, 'the list of trees'),
    }
  }

  #read(at: number, length: number, bytes: Buffer = Buffer.allocUnsafe(length)): Buffer | null {
    if (at + length > this.#bytes) return null
    return readSync(this.#handle, bytes, 0, length, at) === length ? bytes : null
  }

  /** A page whose own header agrees with its place. */
  #page(number: number, flags: number, tree: Tree, into?: Buffer): Buffer | null {
    const wrong = (what: string) => {
      this.onFault(`page ${number} of ${tree.name} ${what}`)
      return null
    }
    if (number < 2 || number > this.#meta.lastPage) return wrong('is beyond the last')
    const page = this.#read(number * this.#pageSize, this.#pageSize, into)
    if (!page) return wrong('is beyond the end of the file')
    if (Number(page.readBigUInt64LE(0)) !== number) return wrong('is another one')
    if (page.readUInt16LE(18) !== flags) return wrong('is of another kind')
    return page
  }

  #rowsOf(tree: Tree, flags = 0): Generator<Row> {
    return tree.root < 0 ? none() : this.#below(tree, tree.root, tree.depth, flags)
  }

  *#below(tree: Tree, number: number, level: number, wanted: number): Generator<Row> {
    if (level < 1 || level > MOST_DEPTH) return this.onFault(`${tree.name} has ${level} levels`)
    const page = this.#page(number, level === 1 ? LEAF : BRANCH, tree)
    if (!page) return
    if (level === 1) yield* this.#leaf(tree, number, page, wanted)
    else for (const child of this.#branch(tree, number, page)) yield* this.#below(tree, child, level - 1, wanted)
  }

  /** The rows of every leaf, read into one page again and again. */
  #eachLeaf(tree: Tree, look: (rows: Row[]) => void) {
    const into = Buffer.allocUnsafe(this.#pageSize)
    const visit = (number: number, level: number) => {
      if (level < 1 || level > MOST_DEPTH) return this.onFault(`${tree.name} has ${level} levels`)
      const page = this.#page(number, level === 1 ? LEAF : BRANCH, tree, level === 1 ? into : undefined)
      if (!page) return
      if (level === 1) look(this.#leaf(tree, number, page, 0))
      else for (const child of this.#branch(tree, number, page)) visit(child, level - 1)
    }
    if (tree.root >= 0) visit(tree.root, tree.depth)
  }

  /** The places at which the nodes of a page begin; a node beyond its end is reported and left out. */
  #nodes(tree: Tree, number: number, page: Buffer): number[] {
    const wrong = () => this.onFault(`a row on page ${number} of ${tree.name} is cut off`)
    const places: number[] = []
    const count = page.readUInt16LE(20) >> 1
    if (HEADER + count * 2 > page.length) wrong()
    else
      for (let n = 0; n < count; n++) {
        const at = HEADER + page.readUInt16LE(HEADER + n * 2)
        if (at + NODE_HEADER > page.length) wrong()
        else places.push(at)
      }
    return places
  }

  #branch(tree: Tree, number: number, page: Buffer): number[] {
    return this.#nodes(tree, number, page).map((at) => page.readUInt32LE(at) + page.readUInt16LE(at + 4) * 2 ** 32)
  }

  #leaf(tree: Tree, number: number, page: Buffer, wanted: number): Row[] {
    const rows: Row[] = []
    for (const at of this.#nodes(tree, number, page)) {
      const size = page.readUInt32LE(at)
      const flags = page.readUInt16LE(at + 4)
      const keyAt = at + NODE_HEADER
      const valueAt = keyAt + page.readUInt16LE(at + 6)
      const isBig = flags === (BIG | wanted)
      if (valueAt > page.length || (!isBig && flags !== wanted) || valueAt + (isBig ? 8 : size) > page.length) {
        this.onFault(`a row on page ${number} of ${tree.name} is cut off`)
        continue
      }
      const value = isBig
        ? this.#big(tree, page.readBigUInt64LE(valueAt), size)
        : page.subarray(valueAt, valueAt + size)
      if (value) rows.push({ key: page.subarray(keyAt, valueAt), value })
    }
    return rows
  }

  /** A value on pages of its own, which follow each other behind one header. */
  #big(tree: Tree, number: bigint, size: number): Buffer | null {
    const first = this.#page(Number(number), OVERFLOW, tree)
    if (!first) return null
    const bytes = this.#read(Number(number) * this.#pageSize + HEADER, size)
    if (!bytes || first.readUInt32LE(20) * this.#pageSize < HEADER + size) {
      this.onFault(`a value on page ${number} of ${tree.name} is cut off`)
      return null
    }
    return bytes
  }
}

function* none(): Generator<Row> {
  // A tree without a root has no rows.
}

function readTree(bytes: Buffer, at: number, name: string): Tree {
  if (at + 48 > bytes.length) return { name, depth: 0, entries: 0, root: -1 }
  const root = bytes.readBigUInt64LE(at + 40)
  return {
    name,
    depth: bytes.readUInt16LE(at + 6),
    entries: Number(bytes.readBigUInt64LE(at + 32)),
    root: root === NONE ? -1 : Number(root),
  }
}
